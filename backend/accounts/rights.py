"""Who may do what in an organisation: the part it decides itself, and the cells that are fixed, with the reason."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.accounts.roles import WORKING_ROLES, Role


class Right(models.TextChoices):
    """`manage_team` and `hand_over` are about the cases that somebody leads; a coordinator has them in every case."""

    OPEN_CASES = "open_cases", _("open cases")
    MANAGE_TEAM = "manage_team", _("decide who is on the team of a case she leads")
    HAND_OVER = "hand_over", _("hand a case she leads over to a colleague")
    EXPORT = "export", _("take lists out as a file")
    SEE_LOAD = "see_load", _("see how much colleagues have to do")


Rights = Mapping[str, tuple[str, ...]]

DEFAULT_RIGHTS: Rights = {
    Right.OPEN_CASES: WORKING_ROLES,
    Right.MANAGE_TEAM: WORKING_ROLES,
    Right.HAND_OVER: WORKING_ROLES,
    Right.EXPORT: WORKING_ROLES,
    Right.SEE_LOAD: (Role.COORDINATOR,),
}
ONLY_READS = (Right.OPEN_CASES, Right.MANAGE_TEAM, Right.HAND_OVER)


def fixed(right: str, role: str) -> tuple[bool, Any] | None:
    """Whether a role has a right whatever is set, with the reason; None where the organisation decides."""
    if role == Role.COORDINATOR:
        return True, _("A coordinator answers for the organisation and can always do this.")
    if role == Role.ADMINISTRATOR:
        return False, _("An administrator keeps the installation and has no part in cases.")
    if role == Role.OBSERVER and right in ONLY_READS:
        return False, _("An observer only reads.")
    return None


def has_right(rights: Rights, right: str, role: str) -> bool:
    """Whether a role has a right in an organisation that set `rights`."""
    decided = fixed(right, role)
    return decided[0] if decided else role in rights.get(right, ())


def settled(told: Mapping[str, Any]) -> dict[str, list[str]]:
    """The table as it is stored: every right with its roles in the order of roles, the fixed cells as they are fixed."""
    given = {right: tuple(told.get(right, ())) for right in Right.values}
    return {right: [role for role in Role.values if has_right(given, right, role)] for right in Right.values}
