"""May she write down what is known of people? Whose case it is is asked above, in `cases.policies`."""

from typing import Any

from backend.accounts.roles import WORKING_ROLES


def may_keep_people(user: Any, organisation_id: Any) -> bool:
    """Whoever works on cases; an observer only reads, and an administrator of the installation not even that."""
    return user.role_in(organisation_id) in WORKING_ROLES
