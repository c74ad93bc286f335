"""Who is told of a reminder when its moment comes: the team may have changed since it was planned."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F

from backend.accounts.models import User
from backend.accounts.roles import Role
from backend.cases.choices import TeamRole
from backend.cases.models import TeamMember
from backend.deadlines.models import Reminder


def readers_of(reminders: Sequence[Reminder]) -> dict[Any, list[User]]:
    """For each reminder (by its id) the people to be told of it; none for one whose reader has it under another id.

    Whoever it was planned for, as long as she still answers for the matter; otherwise who leads the case now; where
    nobody is left on the team, the coordinators, who know the case's frame. The list is empty when nobody is left at all.
    """
    teams = _teams({reminder.proceeding.case_id for reminder in reminders})
    found = {}
    for reminder in reminders:
        readers = _readers(reminder, teams[reminder.proceeding.case_id])
        others = [user for user in readers if user == reminder.user or not _has_it_herself(user, reminder)]
        if others or not readers:
            found[reminder.pk] = others
    return found


def _teams(case_ids: Iterable[Any]) -> dict[Any, dict[User, str]]:
    """Role by person of each case's team: those who may sign in and still work in its organisation."""
    at_work = TeamMember.objects.current().filter(
        case__in=case_ids,
        user__is_active=True,
        user__memberships__organisation=F("case__organisation"),
        user__memberships__ended_at=None,
    )
    teams: dict[Any, dict[User, str]] = defaultdict(dict)
    for member in at_work.select_related("user"):
        teams[member.case_id][member.user] = member.role
    return teams


def _readers(reminder: Reminder, team: dict[User, str]) -> list[User]:
    if _answers(reminder, team.get(reminder.user)):
        return [reminder.user]
    leads = [user for user, role in team.items() if role == TeamRole.LEAD]
    return leads or list(
        User.objects.filter(
            is_active=True,
            memberships__organisation=reminder.proceeding.case.organisation_id,
            memberships__role=Role.COORDINATOR,
            memberships__ended_at=None,
        )
    )


def _answers(reminder: Reminder, role: str | None) -> bool:
    """Whether somebody in that role on the team is the one to tell: of a sitting whoever attends it, of a term who leads."""
    if reminder.deadline is None:
        return role is not None
    if reminder.deadline.obligor == "us":
        return role in (TeamRole.LEAD, TeamRole.SECOND)
    return role == TeamRole.LEAD


def _has_it_herself(user: User, reminder: Reminder) -> bool:
    same = Reminder.objects.filter(kind=reminder.kind, due_at=reminder.due_at, user=user, cancelled_at=None)
    return same.filter(deadline=reminder.deadline_id, hearing=reminder.hearing_id).exists()
