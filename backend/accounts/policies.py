"""May she administer? Questions about organisations and their people."""

from collections.abc import Iterable
from typing import Any

from backend.accounts.rights import Right, fixed, has_right
from backend.accounts.roles import INVITING_ROLES, WORKING_ROLES, Role
from backend.accounts.settings import rights_in, rights_of


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


def organisations_to_open_in(user: Any) -> list[Any]:
    """The organisations in which the user may open a case, by name: whoever works in several chooses."""
    rows = user.memberships.filter(ended_at=None).select_related("organisation")
    rows = rows.order_by("organisation__short_name", "pk")
    return [row.organisation for row in rows if may_open_cases(user, row.organisation_id)]


def organisations_to_lock_out_of(user: Any, colleague: Any) -> list[Any]:
    """The organisations in which both work and the user lets people in: there she may also end what is open."""
    mine = user.organisations_as(*INVITING_ROLES)
    rows = colleague.memberships.filter(organisation__in=mine, ended_at=None).order_by("started_at", "pk")
    return list(rows.values_list("organisation_id", flat=True))


def organisations_whose_load_shows(memberships: Iterable[Any]) -> list[Any]:
    """The organisations, of these memberships of hers, in which she may see how much her colleagues have to do."""
    return [row.organisation for row in memberships if _gives(row, Right.SEE_LOAD)]


def opens_cases_somewhere(memberships: Iterable[Any]) -> bool:
    """Whether one of these memberships of hers lets her open cases."""
    return any(_gives(row, Right.OPEN_CASES) for row in memberships)


def works_somewhere(memberships: Iterable[Any]) -> bool:
    """Whether one of these memberships of hers is of those who work on cases."""
    return any(row.role in WORKING_ROLES for row in memberships)


def _gives(membership: Any, right: str) -> bool:
    """Whether a membership gives a right; asks nothing of the database when the settings came with the row."""
    decided = fixed(right, membership.role)
    if decided:
        return decided[0]
    return has_right(rights_in(getattr(membership.organisation, "own_settings", None)), right, membership.role)


def may_change_settings(user: Any, organisation_id: Any) -> bool:
    """The coordinators of an organisation decide how it works."""
    return bool(user.role_in(organisation_id) == Role.COORDINATOR)


def may_switch_off_in(user: Any, organisation_id: Any) -> bool:
    """A coordinator ends the memberships of colleagues who leave."""
    return bool(user.role_in(organisation_id) == Role.COORDINATOR)


def may_switch_off(user: Any, membership: Any) -> bool:
    """Any membership of her organisation but her own: somebody must stay who can let people in again."""
    return user.pk != membership.user_id and may_switch_off_in(user, membership.organisation_id)
