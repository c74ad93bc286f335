"""What proceedings do at the news of cases: one call each."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from backend.cases.models import Case
from backend.cases.signals import team_changed
from backend.proceedings.attending import keep_attended


@receiver(team_changed)
def on_team_changed(*, case: Case, from_user: Any, to_user: Any, by: Any, at: datetime, **_: Any) -> None:
    keep_attended(case, from_user=from_user, to_user=to_user, by=by, at=at)
