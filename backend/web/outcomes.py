"""Outcomes: what came of it all. The same figures as the API's report, with words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from backend.kernel.clock import today
from backend.law.models import Article
from backend.law.queries import law_book
from backend.people.choices import REGIONS
from backend.proceedings.problems import title
from backend.reports.outcomes import OUTCOME_TITLES, Outcomes, coordinates_something, outcomes
from backend.web.compressing import holds_no_name
from backend.web.moments import full_day
from backend.web.shown import route_title

STEPS = {
    "reported": _("Reported to the police"),
    "registered": _("Registered, investigation begun"),
    "in_court": _("Reached court"),
    "convicted": _("Conviction"),
}
YEARS_BACK = 5
MISASKED = {
    "year": _("There are no figures of such a year; those of all years are shown. Choose a period from the list."),
    "region": _("There is no such region; the figures of all regions are shown. Choose one from the list."),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the funnel. Percents are of the widest step, so that bars can be laid under each other."""

    key: str
    title: Any
    number: int
    of_previous: str
    width: float
    width_before: float
    lost: int
    lost_where: list[str]


@login_required
@require_safe
@holds_no_name
def outcomes_page(request: HttpRequest) -> HttpResponse:
    year, region = asked_of(request.GET)
    period = {"since": date(int(year), 1, 1), "until": date(int(year), 12, 31)} if year else {}
    figures = outcomes(request.user, region=region, **period)
    context = {
        "figures": figures,
        "whole_organisation": coordinates_something(request.user),
        "period": _period(year),
        "steps": _steps(figures),
        "share": _share(figures.funnel["convicted"], figures.funnel["reported"]),
        "not_registered": figures.funnel["reported"] - figures.funnel["registered"],
        "by_region": _by_region(figures.funnel_by_region),
        "by_article": _by_article(figures.funnel_by_article),
        "by_route": [
            (route_title(route), [(OUTCOME_TITLES.get(key, key), number) for key, number in kinds.items()])
            for route, kinds in figures.by_route.items()
        ],
        "years": [str(today().year - back) for back in range(YEARS_BACK)],
        "regions": REGIONS,
        "year": year,
        "region": region,
        "is_filtered": bool(year or region),
        "misasked": misasked(request.GET),
    }
    return render(request, "web/outcomes.html", context)


def asked_of(query: Any) -> tuple[str, str]:
    """Year and region as asked for; what makes no sense is left out."""
    year, region = query.get("year", ""), query.get("region", "")
    sensible = len(year) == 4 and year.isascii() and year.isdigit() and "2000" <= year <= "2100"
    return year if sensible else "", region if region in dict(REGIONS) else ""


def misasked(query: Any) -> list[Any]:
    """What is wrong with the year and region asked for, in words."""
    year, region = asked_of(query)
    wrong = {"year": query.get("year", "") != year, "region": query.get("region", "") != region}
    return [MISASKED[name] for name, is_wrong in wrong.items() if is_wrong]


def _period(year: str) -> str:
    if not year:
        return _t("All years")
    last = min(date(int(year), 12, 31), today())
    return f"{full_day(date(int(year), 1, 1))} — {full_day(last)}"


def _steps(figures: Outcomes) -> list[Step]:
    most = max(figures.funnel.values(), default=0)
    route = law_book().routes["criminal"]
    steps: list[Step] = []
    for key, number in figures.funnel.items():
        before = steps[-1] if steps else None
        where = sorted(figures.lost.get(key, {}).items(), key=lambda item: -item[1])
        width = round(100 * number / most, 2) if most else 0
        steps.append(
            Step(
                key=key,
                title=STEPS[key],
                number=number,
                of_previous=_share(number, before.number) if before else "",
                width=width,
                width_before=before.width if before else width,
                lost=before.number - number if before else 0,
                lost_where=[f"{title(route.stage(stage).titles)} — {count}" for stage, count in where],
            )
        )
    return steps


def _share(part: int, whole: int) -> str:
    """«63 %», or a dash when there is nothing to have a share of."""
    return f"{round(100 * part / whole)}\N{NO-BREAK SPACE}%" if whole else "—"


def _by_region(rows: Mapping[str, dict[str, int]]) -> list[tuple[Any, dict[str, int]]]:
    regions = dict(REGIONS)
    found = sorted(rows.items(), key=lambda item: -item[1]["reported"])
    return [(regions.get(key, _t("region not named")), steps) for key, steps in found]


def _by_article(rows: Mapping[str, dict[str, int]]) -> list[tuple[str, str, dict[str, int]]]:
    named = {article.key: article for article in Article.objects.filter(key__in=rows)}
    found = sorted(rows.items(), key=lambda item: -item[1]["reported"])
    name = f"title_{translation.get_language() or 'ru'}"
    return [(named[key].citation, getattr(named[key], name), steps) for key, steps in found if key in named]
