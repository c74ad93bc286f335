"""What deadlines do at the news of proceedings and of teams: one call each."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from backend.cases.models import Case
from backend.cases.signals import team_changed
from backend.deadlines.services import keep_in_line, keep_reminders_with_the_team, plan_hearing_reminders
from backend.procedure.replay import State
from backend.proceedings.models import Hearing, Proceeding
from backend.proceedings.signals import event_recorded, hearing_changed


@receiver(event_recorded)
def on_event_recorded(*, proceeding: Proceeding, state: State, at: datetime, **_: Any) -> None:
    keep_in_line(proceeding, state, at=at)


@receiver(hearing_changed)
def on_hearing_changed(*, hearing: Hearing, at: datetime, **_: Any) -> None:
    plan_hearing_reminders(hearing, at=at)


@receiver(team_changed)
def on_team_changed(*, case: Case, at: datetime, **_: Any) -> None:
    keep_reminders_with_the_team(case, at=at)
