"""What deadlines do at the news of proceedings: one call each."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

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
