"""May she do it? Asked after the door has let her see it."""

from typing import Any

from backend.accounts.policies import may_open_cases
from backend.accounts.roles import WORKING_ROLES, Role
from backend.cases.choices import TeamRole
from backend.cases.models import Case, TeamMember
from backend.people.models import Survivor


def may_work_on(user: Any, case: Case) -> bool:
    """The team of an open case works on it. An observer, of the team or of the organisation, only reads.

    Whether it is open is asked of the database: the row at hand may have been read before it was closed.
    """
    return bool(_on_team_of(case, user).filter(case__closed_on=None).exclude(role=TeamRole.OBSERVER).exists())


def may_manage_team(user: Any, case: Case) -> bool:
    """The lead and the coordinators of the organisation decide who is on the team."""
    return (
        user.role_in(case.organisation_id) == Role.COORDINATOR
        or _on_team_of(case, user).filter(role=TeamRole.LEAD).exists()
    )


def may_hand_over(user: Any, case: Case) -> bool:
    """Whoever leads an open case hands it over."""
    return bool(_on_team_of(case, user).filter(case__closed_on=None, role=TeamRole.LEAD).exists())


def may_keep_records_of(user: Any, survivor: Survivor) -> bool:
    """Whether she may write down what is known of a survivor and the people around her: whoever works on an open case
    of hers; while there is no case yet, whoever could open one."""
    if not may_open_cases(user, survivor.organisation_id):
        return False
    if not survivor.cases.exists():
        return True
    team = TeamMember.objects.current().filter(case__survivor=survivor.pk, case__closed_on=None, user=user.pk)
    return bool(team.exclude(role=TeamRole.OBSERVER).exists())


def may_leave_team(user: Any, case: Case) -> bool:
    """Whoever is on a team may leave it, whatever her role there, and from a closed case too."""
    return bool(case.team.filter(user=user.pk, ended_at=None).exists())


def _on_team_of(case: Case, user: Any) -> Any:
    """The user's current place on the team, if her role in the organisation is one of those who work."""
    return case.team.filter(
        user=user.pk,
        ended_at=None,
        case__organisation__memberships__user=user.pk,
        case__organisation__memberships__ended_at=None,
        case__organisation__memberships__role__in=WORKING_ROLES,
    )


def team_roles_for(organisation_role: str | None) -> tuple[str, ...]:
    """What somebody with this role in the organisation may be on a team: whoever does not work on cases only reads,
    and an administrator of the installation has no place on any."""
    if organisation_role in WORKING_ROLES:
        return tuple(TeamRole.values)
    return (TeamRole.OBSERVER,) if organisation_role == Role.OBSERVER else ()
