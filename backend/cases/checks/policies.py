"""Who decides about what a check found, and who speaks for a case when two are to be shown to each other."""

from typing import Any

from backend.accounts.roles import READING_ROLES, Role
from backend.cases.check_models import Finding
from backend.cases.choices import TeamRole
from backend.cases.models import Case


def may_ask_for_checks(user: Any, case: Case) -> bool:
    """The lead and the coordinators of the organisation: whoever is told what comes of it."""
    return leads(user, case) or user.role_in(case.organisation_id) == Role.COORDINATOR


def may_decide(user: Any, finding: Finding) -> bool:
    """The lead and the coordinators, but never about a finding that concerns herself."""
    return bool(Finding.objects.visible_to(user).filter(pk=finding.pk).exists())


def speaks_for(user: Any, case: Case) -> bool:
    """The lead; while a case has none, the coordinators of its organisation stand in."""
    if leads(user, case):
        return True
    is_led = case.team.filter(role=TeamRole.LEAD, ended_at=None).exists()
    return not is_led and user.role_in(case.organisation_id) == Role.COORDINATOR


def leads(user: Any, case: Case) -> bool:
    on_the_team = case.team.filter(user=user.pk, role=TeamRole.LEAD, ended_at=None).exists()
    return on_the_team and user.role_in(case.organisation_id) in READING_ROLES
