"""What deadlines do at the news of proceedings, cases, teams and organisations: one call each."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from backend.accounts.signals import settings_changed
from backend.cases.models import Case
from backend.cases.signals import case_closed, case_reopened, team_changed
from backend.deadlines.planning import keep_with_the_team, plan_anew, remind_again, stop_reminding
from backend.deadlines.services import keep_in_line, plan_hearing_reminders
from backend.procedure.replay import State
from backend.proceedings.models import Hearing, Proceeding
from backend.proceedings.signals import event_recorded, hearing_changed


@receiver(event_recorded)
def on_event_recorded(*, proceeding: Proceeding, state: State, at: datetime, **_: Any) -> None:
    keep_in_line(proceeding, state, at=at)


@receiver(hearing_changed)
def on_hearing_changed(*, hearing: Hearing, at: datetime, **_: Any) -> None:
    plan_hearing_reminders(hearing, at=at)


@receiver(case_closed)
def on_case_closed(*, case: Case, at: datetime, **_: Any) -> None:
    stop_reminding(case, at=at)


@receiver(case_reopened)
def on_case_reopened(*, case: Case, at: datetime, **_: Any) -> None:
    remind_again(case, at=at)


@receiver(settings_changed)
def on_settings_changed(*, organisation_id: Any, at: datetime, **_: Any) -> None:
    plan_anew(organisation_id, at=at)


@receiver(team_changed)
def on_team_changed(*, case: Case, at: datetime, **_: Any) -> None:
    keep_with_the_team(case, at=at)
