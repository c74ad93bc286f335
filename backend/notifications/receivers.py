"""What messages do at the news of accounts: one call each."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from backend.accounts.models import User
from backend.accounts.signals import locked_out, password_was_reset
from backend.notifications.outbox import notify


@receiver(locked_out)
def on_locked_out(*, user: User, organisation_id: Any, at: datetime, **_: Any) -> None:
    _tell(user, "access_ended", organisation_id, at)


@receiver(password_was_reset)
def on_password_was_reset(*, user: User, at: datetime, **_: Any) -> None:
    organisation_id = user.memberships.filter(ended_at=None).values_list("organisation_id", flat=True).first()
    if organisation_id is not None:
        _tell(user, "password_reset", organisation_id, at)


def _tell(user: User, kind: str, organisation_id: Any, at: datetime) -> None:
    notify(user, kind=kind, params={}, dedup_key=f"{kind}:{at.isoformat()}", due_at=at, organisation_id=organisation_id)
