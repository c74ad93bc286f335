"""May she administer? Questions about organisations and their people."""

from typing import Any

from backend.accounts.roles import INVITING_ROLES, WORKING_ROLES


def may_invite(user: Any, organisation_id: Any) -> bool:
    """Coordinators let people in; administrators set up the installation and let in the first coordinator."""
    return user.role_in(organisation_id) in INVITING_ROLES


def may_open_cases(user: Any, organisation_id: Any) -> bool:
    """Whoever works on cases may open one."""
    return user.role_in(organisation_id) in WORKING_ROLES


def organisations_to_open_in(user: Any) -> list[Any]:
    """The organisations in which the user may open a case, by name: whoever works in several chooses."""
    rows = user.memberships.filter(role__in=WORKING_ROLES, ended_at=None).select_related("organisation")
    return [row.organisation for row in rows.order_by("organisation__short_name", "pk")]


def organisations_to_lock_out_of(user: Any, colleague: Any) -> list[Any]:
    """The organisations in which both work and the user lets people in: there she may also end what is open."""
    mine = user.organisations_as(*INVITING_ROLES)
    rows = colleague.memberships.filter(organisation__in=mine, ended_at=None).order_by("started_at", "pk")
    return list(rows.values_list("organisation_id", flat=True))
