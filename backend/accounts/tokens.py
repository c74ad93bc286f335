"""Tokens for programs: made for a person who belongs somewhere, for a number of days, and taken back at once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from knox.models import AuthToken

from backend.accounts.factors import lacks_second_factor
from backend.accounts.models import User
from backend.audit.services import record
from backend.kernel.errors import InvalidInput, RuleBroken

LONGEST_LIFE = 366


@transaction.atomic
def issue_token(user: User, *, days: int, at: datetime) -> str:
    """Make a token that opens what the user herself may open, for `days`; only its hash is kept.

    Refused for whoever could open nothing with it or has no second factor where one is asked for, and for a life of no
    days or of more than a year.
    """
    if not 1 <= days <= LONGEST_LIFE:
        raise InvalidInput(_("A token lasts from 1 to %(days)d days.") % {"days": LONGEST_LIFE}, field="days")
    if not user.is_active:
        raise RuleBroken(_("This account is switched off: a token would open nothing."))
    if not _organisations_of(user):
        raise RuleBroken(_("This person belongs to no organisation: a token would open nothing."))
    if lacks_second_factor(user):
        raise RuleBroken(_("Set up the second factor first: a token is as good as signing in."))
    _row, token = AuthToken.objects.create(user, expiry=timedelta(days=days))
    _note(user, "token.issued", by=user, at=at, days=days)
    return str(token)


def tokens_of(user: User, *, at: datetime) -> Iterable[Any]:
    """The user's tokens that still open something, the newest first; of each the first letters, never the whole."""
    return AuthToken.objects.filter(user=user, expiry__gt=at).order_by("-created")


@transaction.atomic
def revoke_token(user: User, digest: str, *, at: datetime) -> bool:
    """Make one token of the user's own worthless; returns whether there was such a one."""
    count, _rows = AuthToken.objects.filter(user=user, pk=digest).delete()
    if count:
        _note(user, "token.revoked", by=user, at=at, count=1)
    return bool(count)


@transaction.atomic
def revoke_tokens(user: User, *, at: datetime, by: User | None = None) -> int:
    """Make all tokens of a user worthless at once; returns how many there were."""
    count, _rows = AuthToken.objects.filter(user=user).delete()
    if count:
        _note(user, "token.revoked", by=by or user, at=at, count=count)
    return int(count)


def _organisations_of(user: User) -> list[object]:
    return list(user.memberships.filter(ended_at=None).values_list("organisation_id", flat=True))


def _note(user: User, verb: str, *, by: User, at: datetime, **detail: int) -> None:
    """A line in the log of each organisation whose content the token opens, or did."""
    organisations = _organisations_of(user) or user.memberships.values_list("organisation_id", flat=True)
    for organisation_id in sorted(set(organisations), key=str):
        record(
            f"organisation:{organisation_id}", verb, by=by, at=at, organisation_id=organisation_id,
            subject=str(user.pk), **detail,
        )  # fmt: skip
