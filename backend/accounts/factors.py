"""The second factor: whether it is asked for, who has one, and the way back for somebody who lost hers.

The factors themselves (codes of an app, passkeys, recovery codes) are kept by allauth, which only the pages speak with;
here they are the rows that stand with the user.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from backend.accounts.models import User
from backend.accounts.sessions import end_all_sessions
from backend.audit.services import record

BESIDE_THE_PASSWORD = ("totp", "webauthn")  # an app, a passkey; recovery codes alone are no second factor


def has_second_factor(user: Any) -> bool:
    """Whether an app or a passkey stands beside the password."""
    return bool(user.authenticator_set.filter(type__in=BESIDE_THE_PASSWORD).exists())


def lacks_second_factor(user: Any) -> bool:
    """Whether a second factor is asked for in this installation, and the user has none."""
    return bool(settings.TIREK_SECOND_FACTOR) and not has_second_factor(user)


@transaction.atomic
def forget_second_factor(user: User, *, by: User | None, at: datetime) -> int:
    """Take all factors off an account whose owner lost them, and end its sessions; returns how many there were.

    At her next signing in she is led to set up a new one.
    """
    count, _rows = user.authenticator_set.all().delete()
    end_all_sessions(user)
    for organisation_id in user.memberships.filter(ended_at=None).values_list("organisation_id", flat=True):
        record(
            f"organisation:{organisation_id}", "user.factors_forgotten", by=by, at=at,
            organisation_id=organisation_id, subject=str(user.pk),
        )  # fmt: skip
    return int(count)
