"""From report to conviction: how far the criminal reports of a period came, and where they were lost."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from backend.proceedings.models import Event, Outcome, Proceeding

STEPS = ("reported", "registered", "in_court", "convicted")
STEP_EVENTS = {"registered": "registered_erdr", "in_court": "sent_to_court"}


def no_steps() -> dict[str, int]:
    return dict.fromkeys(STEPS, 0)


@dataclass(slots=True)
class Funnel:
    """Proceedings, not people. `lost` says for each step where those stand now that did not reach it: stage → number."""

    steps: dict[str, int] = field(default_factory=no_steps)
    by_region: dict[str, dict[str, int]] = field(default_factory=dict)
    by_article: dict[str, dict[str, int]] = field(default_factory=dict)
    lost: dict[str, dict[str, int]] = field(default_factory=dict)


def count_funnel(
    user: Any,
    *,
    since: date | None = None,
    until: date | None = None,
    region: str = "",
    organisations: Collection[Any] | None = None,
) -> Funnel:
    """The reports filed in the period and what became of them, grouped by the database in one query."""
    reported = _reported(user, since, until, region)
    if organisations is not None:
        reported = reported.filter(case__organisation__in=organisations)
    rows = reported.annotate(
        registered=Exists(_standing(STEP_EVENTS["registered"])),
        in_court=Exists(_standing(STEP_EVENTS["in_court"])),
        convicted=Exists(Outcome.objects.filter(proceeding=OuterRef("pk"), outcome="convicted")),
    )
    grouped = rows.values("stage", "case__region", "articles", *STEPS[1:]).annotate(n=Count("pk")).order_by()
    return _added_up(grouped)


def _reported(user: Any, since: date | None, until: date | None, region: str) -> Any:
    filed = Q(kind="report_filed")
    if since:
        filed &= Q(happened_at__date__gte=since)
    if until:
        filed &= Q(happened_at__date__lte=until)
    rows = Proceeding.objects.visible_to(user).filter(route="criminal")
    if region:
        rows = rows.filter(case__region=region)
    return rows.filter(Exists(Event.objects.filter(filed, proceeding=OuterRef("pk"), annulled_by=None)))


def _standing(kind: str) -> Any:
    return Event.objects.filter(proceeding=OuterRef("pk"), kind=kind, annulled_by=None)


def _added_up(groups: Iterable[dict[str, Any]]) -> Funnel:
    funnel = Funnel()
    for group in groups:
        number = group["n"]
        reached = _reached(group)
        places = [funnel.steps, funnel.by_region.setdefault(group["case__region"], no_steps())]
        places += [funnel.by_article.setdefault(article, no_steps()) for article in dict.fromkeys(group["articles"])]
        for place in places:
            for step in STEPS[: reached + 1]:
                place[step] += number
        if reached + 1 < len(STEPS):
            missed = funnel.lost.setdefault(STEPS[reached + 1], {})
            missed[group["stage"]] = missed.get(group["stage"], 0) + number
    return funnel


def _reached(group: dict[str, Any]) -> int:
    """The last step reached. One that came to court was registered, whether or not anybody recorded it."""
    return max(place for place, step in enumerate(STEPS) if step == "reported" or group[step])
