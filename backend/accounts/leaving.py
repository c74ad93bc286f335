"""Leaving an organisation: membership, sessions and tokens end at once. The account itself lives on."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from knox.models import AuthToken

from backend.accounts.models import Membership, User
from backend.accounts.policies import may_switch_off
from backend.accounts.sessions import end_all_sessions, sessions_of
from backend.accounts.tokens import revoke_tokens
from backend.audit.services import record
from backend.kernel.errors import NotAllowed, NotAtThisStage


@dataclass(frozen=True, slots=True)
class Entrances:
    """By how many ways somebody can get in now, and whether she works in another organisation too."""

    sessions: int
    tokens: int
    elsewhere: bool


def entrances_of(user: User, *, leaving: Membership) -> Entrances:
    """What ends with a membership, counted."""
    return Entrances(
        sessions=len(sessions_of(user)),
        tokens=AuthToken.objects.filter(user=user).count(),
        elsewhere=user.memberships.filter(ended_at=None).exclude(pk=leaving.pk).exists(),
    )


def lock_to_switch_off(membership: Membership, *, by: User) -> Membership:
    """The membership, held until the transaction ends, for whoever may end it.

    Raises NotAllowed for everybody but another coordinator, NotAtThisStage when it has ended already.
    """
    rows = Membership.objects.select_for_update(of=("self",)).select_related("user", "organisation")
    row: Membership = rows.get(pk=membership.pk)
    if not may_switch_off(by, row):
        raise NotAllowed(_("Only another coordinator of the organisation may switch a colleague off."))
    if row.ended_at is not None:
        raise NotAtThisStage(_("This colleague has been switched off already."))
    return row


@transaction.atomic
def end_membership(membership: Membership, *, by: User, at: datetime) -> Entrances:
    """End a membership, all sessions and all tokens; returns what there was to end.

    Sessions and tokens belong to the account, not to one organisation: whoever works in another one signs in anew.
    The way back is a new invitation.
    """
    row = lock_to_switch_off(membership, by=by)
    user = row.user
    had = entrances_of(user, leaving=row)
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    end_all_sessions(user)
    revoke_tokens(user, at=at, by=by)
    record(
        f"organisation:{row.organisation_id}", "user.switched_off", by=by, at=at,
        organisation_id=row.organisation_id, subject=str(user.pk),
    )  # fmt: skip
    return had
