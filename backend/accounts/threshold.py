"""What must be done before any content opens, in one order, for pages and API alike.

    a place to work in  →  the second factor  →  the oath of confidentiality

Each face asks here and leads on in its own way: a page to where it is done, the API with a refusal that says where.
What comes earlier (signing in, the closed screen) is the session's business; what comes later is `visible_to`.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from backend.accounts.factors import lacks_second_factor
from backend.accounts.models import Membership
from backend.accounts.oath import awaiting_oath


class Missing(StrEnum):
    """The first thing that stands between a signed-in person and content."""

    ORGANISATION = "organisation"
    SECOND_FACTOR = "second_factor"
    OATH = "oath"


def current_memberships(user: Any) -> list[Membership]:
    """Where the user works now, her first organisation first."""
    rows = user.memberships.filter(ended_at=None).select_related("organisation__own_settings")
    return list(rows.order_by("started_at", "pk"))


def what_is_missing(user: Any, memberships: Sequence[Membership], *, on: date) -> Missing | None:
    """The first step that the user has not taken on that day, or None when content may open."""
    if not memberships:
        return Missing.ORGANISATION
    if lacks_second_factor(user):
        return Missing.SECOND_FACTOR
    if awaiting_oath(memberships, on=on):
        return Missing.OATH
    return None
