"""May she administer? Questions about organisations and their people."""

from typing import Any

from backend.accounts.rights import Right, fixed, has_right
from backend.accounts.roles import INVITING_ROLES, Role
from backend.accounts.settings import rights_of


def may_invite(user: Any, organisation_id: Any) -> bool:
    """Coordinators let people in; administrators set up the installation and let in the first coordinator."""
    return user.role_in(organisation_id) in INVITING_ROLES


def may(user: Any, organisation_id: Any, right: str) -> bool:
    """Whether her role has one of the rights that an organisation gives out itself."""
    role = user.role_in(organisation_id)
    if role is None:
        return False
    decided = fixed(right, role)
    return decided[0] if decided else has_right(rights_of(organisation_id), right, role)


def may_open_cases(user: Any, organisation_id: Any) -> bool:
    """Whoever the organisation lets open cases: those who work on them, unless it said otherwise."""
    return may(user, organisation_id, Right.OPEN_CASES)


def may_see_load(user: Any, organisation_id: Any) -> bool:
    """Whether she may see how much her colleagues have to do."""
    return may(user, organisation_id, Right.SEE_LOAD)


def may_change_settings(user: Any, organisation_id: Any) -> bool:
    """The coordinators of an organisation decide how it works."""
    return bool(user.role_in(organisation_id) == Role.COORDINATOR)
