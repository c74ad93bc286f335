"""Outcomes: what came of it all."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from backend.people.choices import REGIONS
from backend.reports.outcomes import OUTCOME_TITLES, coordinates_something, outcomes
from backend.web.shown import route_title

STEPS = {
    "reported": _("reports filed"),
    "registered": _("registered"),
    "in_court": _("reached court"),
    "convicted": _("ended in conviction"),
}


@login_required
@require_safe
def outcomes_page(request: HttpRequest) -> HttpResponse:
    year = request.GET.get("year", "")
    period: dict[str, Any] = {}
    if year.isdigit() and 2000 <= int(year) <= 2100:
        period = {"since": date(int(year), 1, 1), "until": date(int(year), 12, 31)}
    region = request.GET.get("region", "")
    figures = outcomes(request.user, region=region if region in dict(REGIONS) else "", **period)
    regions = dict(REGIONS)
    most = max(figures.funnel.values(), default=0)
    context = {
        "figures": figures,
        "whole_organisation": coordinates_something(request.user),
        "by_outcome": [(OUTCOME_TITLES.get(key, key), number) for key, number in figures.by_outcome.items()],
        "by_route": [
            (route_title(route), [(OUTCOME_TITLES.get(key, key), number) for key, number in kinds.items()])
            for route, kinds in figures.by_route.items()
        ],
        "by_region": [
            (regions.get(key, "—"), number)
            for key, number in sorted(figures.by_region.items(), key=lambda item: -item[1])
        ],
        "by_year": list(figures.by_year.items()),
        "funnel": [
            (STEPS[key], number, round(100 * number / most) if most else 0) for key, number in figures.funnel.items()
        ],
        "regions": REGIONS,
        "year": year,
        "region": region,
    }
    return render(request, "web/outcomes.html", context)
