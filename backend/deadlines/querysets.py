"""Deadlines as they are asked for: whose, until when, and at which moment."""

from datetime import datetime
from typing import Any

from django.db import models

from backend.cases.models import Case
from backend.proceedings.querysets import OfProceedingQuerySet


class DeadlineQuerySet(OfProceedingQuerySet):
    def running(self) -> "DeadlineQuerySet":
        """Neither met nor cancelled nor waived; overdue ones are running too."""
        return self.filter(state="open")

    def overdue(self, now: datetime) -> "DeadlineQuerySet":
        """Running ones whose last moment has passed at `now`."""
        return self.running().filter(due_at__lte=now)

    def in_open_cases(self) -> "DeadlineQuerySet":
        """Those that somebody works on: a closed case stands in no list of what presses."""
        return self.filter(proceeding__case__closed_on=None)

    def of_team_member(self, user: Any) -> "DeadlineQuerySet":
        return self.filter(proceeding__case__team__user=user.pk, proceeding__case__team__ended_at=None)


class ReminderQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "ReminderQuerySet":
        """A person's own reminders, and those of the cases whose frame she may know of."""
        return self.filter(
            models.Q(user=user.pk) | models.Q(proceeding__case__in=Case.objects.visible_to(user))
        ).distinct()

    def waiting(self) -> "ReminderQuerySet":
        return self.filter(handed_at=None, cancelled_at=None)
