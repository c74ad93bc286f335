"""May she administer? Questions about organisations and their people."""

from typing import Any

from backend.accounts.roles import INVITING_ROLES, WORKING_ROLES, Role


def may_invite(user: Any, organisation_id: Any) -> bool:
    """Coordinators let people in; administrators set up the installation and let in the first coordinator."""
    return user.role_in(organisation_id) in INVITING_ROLES


def may_open_cases(user: Any, organisation_id: Any) -> bool:
    """Whoever works on cases may open one."""
    return user.role_in(organisation_id) in WORKING_ROLES


def may_switch_off_in(user: Any, organisation_id: Any) -> bool:
    """A coordinator ends the memberships of colleagues who leave."""
    return bool(user.role_in(organisation_id) == Role.COORDINATOR)


def may_switch_off(user: Any, membership: Any) -> bool:
    """Any membership of her organisation but her own: somebody must stay who can let people in again."""
    return user.pk != membership.user_id and may_switch_off_in(user, membership.organisation_id)
