"""What the coordinator of the story says of what the checks have found in its cases."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from backend.accounts.models import User
from backend.accounts.roles import Role
from backend.cases.check_models import Finding
from backend.cases.checks.deciding import decide_finding


def decide(told: Sequence[Mapping[str, Any]], users: Mapping[str, User], anchor: datetime) -> None:
    """Decide, for each row, what was found by then and is still undecided."""
    for row in told:
        at = anchor - timedelta(days=row["days"])
        findings = Finding.objects.undecided().filter(question=row["question"], strength=row["strength"])
        for finding in findings.filter(
            found_at__lt=at, case__organisation__in=users[row["by"]].organisations_as(Role.COORDINATOR)
        ):
            decide_finding(
                finding, row["decision"], reason=row["reason"], expected_version=None, by=users[row["by"]], at=at
            )
