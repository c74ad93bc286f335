"""The line that stands over every page of a case which somebody reads by a reason she stated."""

from typing import Any

from django import template

from backend.cases.access import open_access
from backend.cases.models import Case
from backend.kernel.clock import now
from backend.web.access_shown import at_words

register = template.Library()


@register.inclusion_tag("web/components/looking_in.html", takes_context=True)
def looking_in(context: Any) -> dict[str, Any]:
    """The access by reason through which the reader sees the page's `case`; nothing on pages of no case, and nothing is
    asked of the database for whoever works on it."""
    case = context.get("case")
    if not isinstance(case, Case) or context.get("may_work"):
        return {"grant": None}
    moment = now()
    grant = open_access(context["user"], case, moment)
    return {"grant": grant, "until": at_words(grant.until, moment) if grant else "", "case": case}
