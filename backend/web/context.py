"""What the frame around every page shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from backend.deadlines.models import Deadline
from backend.kernel.clock import now
from backend.notifications.models import Delivery


def shell(request: HttpRequest) -> dict[str, Any]:
    """Languages, the neutral site, and for a signed-in user the counters of the navigation."""
    context: dict[str, Any] = {
        "languages": [("ru", "РУС"), ("kk", "ҚАЗ"), ("en", "ENG")],
        "neutral_site": settings.TIREK_NEUTRAL_SITE,
        "theme": request.COOKIES.get("theme", ""),
        "is_demo": settings.TIREK_DEMO,
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or getattr(request, "htmx", False):
        return context
    moment = now()
    return context | {
        "overdue_count": Deadline.objects.visible_to(user).of_team_member(user).overdue(moment).count(),
        "unread_count": Delivery.objects.visible_to(user).unread().count(),
    }
