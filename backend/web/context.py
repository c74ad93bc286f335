"""What the frame around every page shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from backend.accounts.policies import opens_cases_somewhere, organisations_whose_load_shows, works_somewhere
from backend.accounts.threshold import current_memberships
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
    # on the pages of signing in, which stand before the threshold, nobody has asked for them yet
    held = memberships if hasattr(request, "memberships") else SimpleLazyObject(lambda: current_memberships(user))
    return context | {
        "overdue_count": SimpleLazyObject(lambda: _overdue(user)),
        "memberships": memberships,
        "sees_load": bool(organisations_whose_load_shows(memberships)),
        "opens_cases": SimpleLazyObject(lambda: opens_cases_somewhere(held)),
        "works_on_cases": SimpleLazyObject(lambda: works_somewhere(held)),
    }


def _overdue(user: Any) -> int:
    return Deadline.objects.visible_to(user).of_team_member(user).in_open_cases().overdue(now()).count()
