"""The parts of the house on one page, for whoever builds with them: in the demo, and for administrators."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from backend.accounts.roles import Role
from backend.kernel.clock import now
from backend.web.compressing import holds_no_name
from backend.web.terms import TermRuler


@dataclass(frozen=True, slots=True)
class Sample:
    """A line that looks like a deadline and is none."""

    mark: str
    body: str
    ruler: TermRuler


SAMPLES = (
    Sample("overdue", "police", TermRuler(1, 0, 2, "3 / 1", ours=False)),
    Sample("today", "prosecutor", TermRuler(3, 0, 0, "3 / 3", ours=False)),
    Sample("soon", "court", TermRuler(12, 3, 0, "12 / 15", ours=False)),
    Sample("later", "us", TermRuler(8, 7, 0, "8 / 15", ours=True)),
    Sample("done", "us", TermRuler(120, 245, 0, "120 / 365", ours=True)),
)


@login_required
@require_safe
@holds_no_name
def kit(request: HttpRequest) -> HttpResponse:
    """Shows the components. Anybody else is told that there is no such page."""
    user: Any = request.user
    if not (settings.TIREK_DEMO or user.organisations_as(Role.ADMINISTRATOR)):
        raise Http404
    moment = now()
    context: dict[str, Any] = {
        "samples": SAMPLES,
        "moment": moment,
        "hours": [moment - timedelta(hours=2), moment + timedelta(hours=1), moment + timedelta(hours=4)],
    }
    return render(request, "web/kit.html", context)
