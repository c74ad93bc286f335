"""What the coordinator of the story says of what the checks have found in its cases."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from backend.accounts.models import User
from backend.cases.check_models import Finding
from backend.cases.checks.deciding import decide_finding


def decide(told: Sequence[Mapping[str, Any]], users: Mapping[str, User], at: datetime) -> None:
    """Decide every sure finding of a question, so many days before `at`."""
    for row in told:
        for finding in Finding.objects.undecided().filter(question=row["question"], strength="match"):
            decide_finding(
                finding, row["decision"], reason=row["reason"], expected_version=None, by=users[row["by"]],
                at=at - timedelta(days=row["days"]),
            )  # fmt: skip
