"""«Записать» from anywhere: first in which proceeding of which case, then what happened."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from backend.cases.filters import CaseFilter
from backend.cases.models import Case
from backend.law.queries import law_book
from backend.web.compressing import holds_no_name
from backend.web.shown import route_title, stage_title

LINES = 30


@login_required
@require_safe
@holds_no_name
def record_start(request: HttpRequest) -> HttpResponse:
    """The open cases on whose team the user is, newest first, each with the proceedings that still run."""
    mine = (
        Case.objects.visible_to(request.user)
        .of_team_member(request.user)
        .open()
        .select_related("survivor")
        .defer("summary")
        .prefetch_related("proceedings")
    )
    asked = CaseFilter(request.GET, mine, request=request)
    cases = list(asked.qs.order_by("-opened_on", "-id")[:LINES])
    context = {"rows": [_line(case) for case in cases], "q": request.GET.get("q", ""), "is_full": len(cases) == LINES}
    return render(request, "web/record_start.html", context)


def _line(case: Any) -> dict[str, Any]:
    routes = law_book().routes
    running = [row for row in case.proceedings.all() if not routes[row.route].stage(row.stage).final]
    return {"case": case, "tracks": [(row, route_title(row.route), stage_title(row)) for row in running]}
