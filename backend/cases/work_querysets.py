"""Contacts, notes and tasks are content: whoever sees the frame of a case alone does not learn that there are any."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from backend.cases.choices import TeamRole
from backend.cases.querysets import OfCaseQuerySet
from backend.cases.work_choices import Readers, TaskState
from backend.kernel.clock import ALMATY

AHEAD = timedelta(days=7)


class ContentOfCaseQuerySet(OfCaseQuerySet):
    def visible_to(self, user: Any) -> Any:
        """Rows of the cases on whose team the user is; to everybody else there is no such thing."""
        return self.content_visible_to(user)


class NoteQuerySet(ContentOfCaseQuerySet):
    def content_visible_to(self, user: Any) -> Any:
        """Notes of the user's cases that she may read: her own, those for the whole team, those for the leads if she is one."""
        led = user.team_memberships.filter(ended_at=None, role__in=(TeamRole.LEAD, TeamRole.SECOND)).values("case")
        meant_for_her = Q(readers=Readers.TEAM) | Q(author=user.pk) | Q(readers=Readers.LEADS, case__in=led)
        return super().content_visible_to(user).filter(meant_for_her)


class TaskQuerySet(ContentOfCaseQuerySet):
    def open(self) -> "TaskQuerySet":
        """Tasks still to do, of cases that are open themselves."""
        return self.filter(state=TaskState.OPEN, case__closed_on=None)

    def due_by(self, day: date) -> "TaskQuerySet":
        return self.filter(due_on__lte=day)

    def to_remind_of(self, day: date) -> "TaskQuerySet":
        """Open tasks due on that day or before, of whose present due day nobody was told."""
        return self.open().due_by(day).exclude(reminded_for=F("due_on"))

    def answered_for_by(self, user: Any) -> "TaskQuerySet":
        """The user's own tasks, and, where she leads, those whose assignee is no longer on the team."""
        team = user.team_memberships.model._default_manager
        still_there = team.filter(case=OuterRef("case"), user=OuterRef("assignee"), ended_at=None)
        led = user.team_memberships.filter(ended_at=None, role=TeamRole.LEAD).values("case")
        return self.filter(Q(assignee=user.pk) | (Q(case__in=led) & ~Exists(still_there)))


def last_day_ahead(now: datetime) -> date:
    """The last day of the work list: what is due later does not press yet."""
    return (now + AHEAD).astimezone(ALMATY).date()
