"""Where somebody is signed in: told, and ended from afar.

A session is bound to the password and to `session_generation`; one more, and all sessions there are open nothing,
whether or not their rows can be found. The rows are deleted as well, so that nothing of them stays.
"""

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F

from backend.accounts.devices import device_of
from backend.accounts.models import User
from backend.audit.services import record

SEEN = "seen_at"  # in a session: when something was last heard of it, to the minute


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One place where somebody is signed in."""

    pk: int
    device: str
    seen_at: datetime
    begun_at: datetime
    place: str
    is_this: bool


def sessions_of(user: Any, *, this: str | None = None) -> list[OpenSession]:
    """The user's open sessions, the last seen first. `this` is the key of the session that asks."""
    rows = list(user.usersession_set.all())
    kept = Session.objects.in_bulk([row.session_key for row in rows])
    mine = user.get_session_auth_hash()
    found = []
    for row in rows:
        told = kept[row.session_key].get_decoded() if row.session_key in kept else {}
        if told.get("_auth_user_hash") != mine:
            continue
        seen = datetime.fromtimestamp(told[SEEN], UTC) if SEEN in told else row.last_seen_at
        is_this = row.session_key == this
        found.append(OpenSession(row.pk, device_of(row.user_agent), seen, row.created_at, row.ip, is_this))
    return sorted(found, key=lambda one: (not one.is_this, -one.seen_at.timestamp()))


def session_began(user: Any, key: str | None) -> None:
    """Keep of the address no more than its coarse part: enough to be recognised, too little to find a house."""
    for row in user.usersession_set.filter(session_key=key):
        row.ip = coarse(row.ip)
        row.save(update_fields=["ip"])


def session_moved(user: Any, before: str | None, after: str | None) -> None:
    """The session has a new key (it is changed at each raise of rights); its line in the list stays."""
    user.usersession_set.filter(session_key=before).update(session_key=after)


def coarse(address: str) -> str:
    """The net of an address: the last part of an IPv4, the last ten bytes of an IPv6 are nobody's business."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "0.0.0.0"
    width = 24 if parsed.version == 4 else 48
    return str(ipaddress.ip_network(f"{parsed}/{width}", strict=False).network_address)


@transaction.atomic
def end_session(user: User, pk: Any, *, at: datetime) -> bool:
    """End one session of the user's own; returns whether there was one."""
    row = user.usersession_set.filter(pk=pk).first()
    if row is None:
        return False
    Session.objects.filter(pk=row.session_key).delete()
    row.delete()
    note_in_all(user, "session.ended", by=user, at=at)
    return True


@transaction.atomic
def end_other_sessions(user: User, *, keep: str | None, at: datetime) -> User:
    """End all sessions but one. The caller binds the one that is kept to the user as returned."""
    _end(user, keep=keep)
    note_in_all(user, "session.others_ended", by=user, at=at)
    return user


def end_all_sessions(user: User) -> None:
    """End every session of the user, those of which nobody knows too."""
    _end(user, keep=None)


def _end(user: User, *, keep: str | None) -> None:
    User.objects.filter(pk=user.pk).update(session_generation=F("session_generation") + 1)
    user.refresh_from_db(fields=["session_generation"])
    rows = user.usersession_set.exclude(session_key=keep)
    Session.objects.filter(pk__in=list(rows.values_list("session_key", flat=True))).delete()
    rows.delete()


def note_in_all(user: User, verb: str, *, by: User | None, at: datetime, **detail: Any) -> None:
    """A line about the user in the log of each organisation where she works."""
    for organisation_id in user.memberships.filter(ended_at=None).values_list("organisation_id", flat=True):
        record(
            f"organisation:{organisation_id}", verb, by=by, at=at, organisation_id=organisation_id,
            subject=str(user.pk), **detail,
        )  # fmt: skip
