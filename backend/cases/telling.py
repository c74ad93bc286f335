"""Telling colleagues about a case: its code and ids travel, nothing else."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from backend.accounts.models import User
from backend.accounts.roles import Role
from backend.cases.models import Case
from backend.notifications.outbox import notify


def coordinators_of(case: Case) -> Any:
    """The coordinators of the organisation that holds the case, who may sign in."""
    return User.objects.filter(
        is_active=True,
        memberships__organisation=case.organisation_id,
        memberships__role=Role.COORDINATOR,
        memberships__ended_at=None,
    )


def tell(users: Iterable[User], kind: str, case: Case, *, key: str, at: datetime, **ids: Any) -> None:
    """Put a message about the case into the outbox of each; the same key tells nobody twice."""
    said = {"case_code": case.code, "case_id": str(case.pk), **{name: str(value) for name, value in ids.items()}}
    for user in users:
        notify(user, kind=kind, params=said, dedup_key=key, due_at=at, organisation_id=case.organisation_id)
