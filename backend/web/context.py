"""What the frame around every page shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from backend.accounts.policies import organisations_whose_load_shows
from backend.deadlines.models import Deadline
from backend.kernel.clock import now

LANGUAGES = [("ru", "РУС", "Русский"), ("kk", "ҚАЗ", "Қазақша"), ("en", "ENG", "English")]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Languages, the neutral site, and for a signed-in user her place and the count of what presses."""
    context: dict[str, Any] = {
        "languages": LANGUAGES,
        "neutral_site": settings.TIREK_NEUTRAL_SITE,
        "theme": request.COOKIES.get("theme", "") if request.COOKIES.get("theme", "") in ("light", "dark") else "",
        "is_demo": settings.TIREK_DEMO,
        "printed_at": now(),
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    memberships = getattr(request, "memberships", ())
    return context | {
        "overdue_count": SimpleLazyObject(lambda: _overdue(user)),
        "memberships": memberships,
        "sees_load": bool(organisations_whose_load_shows(memberships)),
    }


def _overdue(user: Any) -> int:
    return Deadline.objects.visible_to(user).of_team_member(user).in_open_cases().overdue(now()).count()
