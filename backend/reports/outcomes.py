"""How proceedings ended, counted per respondent: the fund's «we have held 36 people liable in courts»."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from backend.accounts.roles import Role
from backend.proceedings.models import Outcome
from backend.reports.funnel import count_funnel

OUTCOME_TITLES = {
    "convicted": _("convicted"),
    "arrested": _("arrested"),
    "fined": _("fined"),
    "community_work": _("community work"),
    "warned": _("warned"),
    "acquitted": _("acquitted"),
    "terminated": _("terminated"),
    "reconciled": _("reconciled"),
    "refused": _("refused registration"),
}
Who = set[Any]
HELD_LIABLE = ("convicted", "arrested", "fined", "community_work", "warned")


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The figures of one period. `convicted` and `held_liable` count people, not rulings; the funnel counts proceedings."""

    convicted: int
    held_liable: int
    by_outcome: dict[str, int]
    by_route: dict[str, dict[str, int]]
    by_region: dict[str, int]
    by_year: dict[int, int]
    funnel: dict[str, int]
    funnel_by_region: dict[str, dict[str, int]]
    funnel_by_article: dict[str, dict[str, int]]
    lost: dict[str, dict[str, int]]


def counted_outcomes(
    user: Any,
    *,
    since: date | None = None,
    until: date | None = None,
    region: str = "",
    organisations: Collection[Any] | None = None,
) -> QuerySet[Outcome]:
    """Outcomes in the user's figures: a coordinator's whole organisation, anybody else's own cases.

    `organisations` (ids) leaves out those of others.
    """
    found: QuerySet[Outcome] = Outcome.objects.visible_to(user)
    if organisations is not None:
        found = found.filter(proceeding__case__organisation__in=organisations)
    if since:
        found = found.filter(happened_on__gte=since)
    if until:
        found = found.filter(happened_on__lte=until)
    if region:
        found = found.filter(proceeding__case__region=region)
    return found


def outcomes(
    user: Any,
    *,
    since: date | None = None,
    until: date | None = None,
    region: str = "",
    organisations: Collection[Any] | None = None,
) -> Outcomes:
    """The figures that the page and `/reports/outcomes` both show.

    A respondent is a party of one case. One convicted twice in the same case is one person; where an event named
    nobody, its proceeding stands for the one it speaks of. An outcome that a later event reversed is not there at
    all, because replay took its row back.
    """
    asked: Any = {"since": since, "until": until, "region": region, "organisations": organisations}
    found = counted_outcomes(user, **asked)
    rows = found.values(
        "outcome", "respondent", "proceeding", "proceeding__route", "proceeding__case__region"
    ).annotate(year=ExtractYear("happened_on"))
    funnel = count_funnel(user, **asked)
    people, by_route, by_region, by_year = _counted(rows.order_by())
    return Outcomes(
        convicted=len(people.get("convicted", ())),
        held_liable=len(set().union(*(people.get(outcome, set()) for outcome in HELD_LIABLE))),
        by_outcome={outcome: len(who) for outcome, who in sorted(people.items())},
        by_route={
            route: {outcome: len(who) for outcome, who in sorted(kinds.items())} for route, kinds in by_route.items()
        },
        by_region={region_key: len(who) for region_key, who in by_region.items()},
        by_year={year: len(who) for year, who in sorted(by_year.items())},
        funnel=funnel.steps,
        funnel_by_region=funnel.by_region,
        funnel_by_article=funnel.by_article,
        lost=funnel.lost,
    )


def _counted(rows: Any) -> tuple[dict[str, Who], dict[str, dict[str, Who]], dict[str, Who], dict[int, Who]]:
    """Who stands behind the rows: by outcome, by route and outcome; the convicted by region and by year."""
    people: dict[str, Who] = {}
    by_route: dict[str, dict[str, Who]] = {}
    by_region: dict[str, Who] = {}
    by_year: dict[int, Who] = {}
    for row in rows:
        who = row["respondent"] or row["proceeding"]
        people.setdefault(row["outcome"], set()).add(who)
        by_route.setdefault(row["proceeding__route"], {}).setdefault(row["outcome"], set()).add(who)
        if row["outcome"] == "convicted":
            by_region.setdefault(row["proceeding__case__region"], set()).add(who)
            by_year.setdefault(row["year"], set()).add(who)
    return people, by_route, by_region, by_year


def coordinates_something(user: Any) -> bool:
    """Whether the figures are those of an organisation or of the user's own cases."""
    return bool(user.organisations_as(Role.COORDINATOR))
