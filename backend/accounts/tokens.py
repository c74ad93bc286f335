"""Tokens for programs: made for a person who belongs somewhere, for a number of days, and taken back at once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from knox.models import AuthToken

from backend.accounts.models import User
from backend.audit.services import record
from backend.kernel.errors import InvalidInput, RuleBroken

LONGEST_LIFE = 366


@transaction.atomic
def issue_token(user: User, *, days: int, at: datetime) -> str:
    """Make a token that opens what the user herself may open, for `days`; only its hash is kept.

    Refused for whoever could open nothing with it, and for a life of no days or of more than a year.
    """
    if not 1 <= days <= LONGEST_LIFE:
        raise InvalidInput(_("A token lasts from 1 to %(days)d days.") % {"days": LONGEST_LIFE}, field="days")
    if not user.is_active:
        raise RuleBroken(_("This account is switched off: a token would open nothing."))
    if not _organisations_of(user):
        raise RuleBroken(_("This person belongs to no organisation: a token would open nothing."))
    _row, token = AuthToken.objects.create(user, expiry=timedelta(days=days))
    _note(user, "token.issued", at=at, days=days)
    return str(token)


@transaction.atomic
def revoke_tokens(user: User, *, at: datetime) -> int:
    """Make all tokens of a user worthless at once; returns how many there were."""
    count, _rows = AuthToken.objects.filter(user=user).delete()
    if count:
        _note(user, "token.revoked", at=at, count=count)
    return int(count)


def _organisations_of(user: User) -> list[object]:
    return list(user.memberships.filter(ended_at=None).values_list("organisation_id", flat=True))


def _note(user: User, verb: str, *, at: datetime, **detail: int) -> None:
    """A line in the log of each organisation whose content the token opens, or did."""
    organisations = _organisations_of(user) or user.memberships.values_list("organisation_id", flat=True)
    for organisation_id in sorted(set(organisations), key=str):
        record(
            f"organisation:{organisation_id}", verb, by=user, at=at, organisation_id=organisation_id,
            subject=str(user.pk), **detail,
        )  # fmt: skip
