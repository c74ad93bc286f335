"""May she do it? Asked after the door has let her see it."""

from typing import Any

from backend.accounts.policies import may_open_cases
from backend.accounts.roles import Role
from backend.cases.choices import TeamRole
from backend.cases.models import Case, TeamMember
from backend.people.models import Survivor


def may_work_on(user: Any, case: Case) -> bool:
    """The team of an open case works on it; an observer only reads."""
    return (
        case.closed_on is None
        and case.team.filter(user=user.pk, ended_at=None).exclude(role=TeamRole.OBSERVER).exists()
    )


def may_manage_team(user: Any, case: Case) -> bool:
    """The lead and the coordinators of the organisation decide who is on the team."""
    return (
        user.role_in(case.organisation_id) == Role.COORDINATOR
        or case.team.filter(user=user.pk, ended_at=None, role=TeamRole.LEAD).exists()
    )


def may_keep_records_of(user: Any, survivor: Survivor) -> bool:
    """Whether she may write down what is known of a survivor and the people around her: the teams of her cases, but
    for observers; while there is no case yet, whoever could open one."""
    if not survivor.cases.exists():
        return may_open_cases(user, survivor.organisation_id)
    team = TeamMember.objects.content_visible_to(user).current().filter(case__survivor=survivor.pk, user=user.pk)
    return team.exclude(role=TeamRole.OBSERVER).exists()
