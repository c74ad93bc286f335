"""May she do it? Asked after the door has let her see it."""

from typing import Any

from backend.accounts.policies import may, may_open_cases
from backend.accounts.rights import Right
from backend.accounts.roles import WORKING_ROLES, Role
from backend.cases.choices import TeamRole
from backend.cases.kept_off import stands_on_the_other_side
from backend.cases.models import Case, TeamMember
from backend.people.models import Survivor


def may_work_on(user: Any, case: Case) -> bool:
    """The team of an open case works on it. An observer, of the team or of the organisation, only reads.

    Whether it is open is asked of the database: the row at hand may have been read before it was closed.
    """
    return bool(_on_team_of(case, user).filter(case__closed_on=None).exclude(role=TeamRole.OBSERVER).exists())


def may_manage_team(user: Any, case: Case) -> bool:
    """The coordinators of the organisation decide who is on the team, and the lead unless her role may not there."""
    return may_close(user, case) and may(user, case.organisation_id, Right.MANAGE_TEAM)


def may_hand_over(user: Any, case: Case) -> bool:
    """The coordinators hand over what a colleague has in a case, and the lead unless her role may not there."""
    return may_close(user, case) and may(user, case.organisation_id, Right.HAND_OVER)


def may_ask_to_take_over(user: Any, case: Case) -> bool:
    """Whoever leads an open case asks a colleague to take it over, unless her role may not there."""
    leads = _on_team_of(case, user).filter(case__closed_on=None, role=TeamRole.LEAD).exists()
    return bool(leads and may(user, case.organisation_id, Right.HAND_OVER))


def may_close(user: Any, case: Case) -> bool:
    """The lead and the coordinators of the organisation close a case, archive it and open it again. A coordinator whom a
    check keeps off the case has no say in it until others have decided about her."""
    if user.role_in(case.organisation_id) == Role.COORDINATOR and not stands_on_the_other_side(user, case):
        return True
    return bool(_on_team_of(case, user).filter(role=TeamRole.LEAD).exists())


def may_change_retention(user: Any, case: Case) -> bool:
    """How long a closed case is kept is the organisation's promise: a coordinator changes it."""
    return bool(user.role_in(case.organisation_id) == Role.COORDINATOR)


def may_keep_records_of(user: Any, survivor: Survivor) -> bool:
    """Whether she may write down what is known of a survivor and the people around her: whoever works on an open case
    of hers; while there is no case yet, whoever could open one."""
    if user.role_in(survivor.organisation_id) not in WORKING_ROLES:
        return False
    if not survivor.cases.exists():
        return may_open_cases(user, survivor.organisation_id)
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


def may_break_glass(user: Any, case: Case) -> bool:
    """A coordinator of the organisation may open a case by stating a reason; nobody else, however urgent."""
    return bool(user.role_in(case.organisation_id) == Role.COORDINATOR)


def may_end_access(user: Any, case: Case, holder_id: Any) -> bool:
    """Who took an access by reason gives it back; the lead ends it, and where nobody leads the case, a coordinator."""
    if user.pk == holder_id or _leads(user, case):
        return True
    has_lead = case.team.filter(role=TeamRole.LEAD, ended_at=None).exists()
    return not has_lead and user.role_in(case.organisation_id) == Role.COORDINATOR


def may_read_access_log(user: Any, case: Case) -> bool:
    """Who looked into a case is for its lead, and for the coordinators of its organisation."""
    coordinates = user.role_in(case.organisation_id) == Role.COORDINATOR
    return (coordinates and not stands_on_the_other_side(user, case)) or _leads(user, case)


def _leads(user: Any, case: Case) -> bool:
    return bool(_on_team_of(case, user).filter(role=TeamRole.LEAD).exists())
