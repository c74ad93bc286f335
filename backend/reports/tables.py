"""What leaves as a file: the list of cases and the figures, in the reader's language, by code and never by name."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from backend.cases.models import TeamMember
from backend.deadlines.models import Deadline
from backend.kernel.clock import ALMATY
from backend.law.queries import law_book
from backend.people.choices import REGIONS
from backend.proceedings.models import Hearing
from backend.proceedings.problems import title
from backend.reports.outcomes import OUTCOME_TITLES, Outcomes
from backend.reports.sheets import Cell, Table


def case_table(cases: Any, now: datetime) -> Table:
    """One row for each case of an already scoped and filtered queryset."""
    columns = [
        _("Code"), _("Region"), _("Opened on"), _("Closed on"), _("Leads the case"), _("Proceedings"),
        _("Next hearing"), _("Our next deadline"), _("Authorities late"), _("High risk"),
    ]  # fmt: skip
    return Table(_("Cases"), columns, _case_rows(cases, now))


def _case_rows(cases: Any, now: datetime) -> Iterator[list[Cell]]:
    regions = dict(REGIONS)
    running = Deadline.objects.running().order_by("act_by")
    cases = cases.prefetch_related(
        Prefetch("team", TeamMember.objects.current().select_related("user")),
        "proceedings",
        Prefetch("proceedings__deadlines", running, to_attr="running_deadlines"),
        Prefetch("proceedings__hearings", Hearing.objects.scheduled(), to_attr="sittings"),
    )
    for case in cases.iterator(chunk_size=500):
        tracks = list(case.proceedings.all())
        deadlines = [deadline for track in tracks for deadline in track.running_deadlines]
        ahead = [sitting.starts_at for track in tracks for sitting in track.sittings if sitting.starts_at > now]
        ours = [
            deadline.act_by
            for deadline in deadlines
            if deadline.obligor == "us" and deadline.act_by and deadline.act_by > now
        ]
        yield [
            case.code,
            str(regions.get(case.region, "")),
            case.opened_on,
            case.closed_on,
            case.lead.full_name if case.lead else "",
            "; ".join(f"{_route(track)}: {_stage(track)}" for track in tracks),
            _day(min(ahead, default=None)),
            _last_day(min(ours, default=None)),
            sum(1 for deadline in deadlines if deadline.obligor != "us" and deadline.is_overdue(now)),
            _("yes") if case.high_risk else "",
        ]


def outcome_tables(figures: Outcomes) -> list[Table]:
    """The figures of the outcomes page, a sheet for each of its tables."""
    regions = dict(REGIONS)
    number = _("Number")
    return [
        Table(_("By outcome"), [_("Outcome"), number], [[_title(key), n] for key, n in figures.by_outcome.items()]),
        Table(
            _("By route"),
            [_("Route"), _("Outcome"), number],
            [
                [title(law_book().routes[route].titles), _title(key), n]
                for route, kinds in figures.by_route.items()
                for key, n in kinds.items()
            ],
        ),
        Table(
            _("Convictions by region"),
            [_("Region"), number],
            [[str(regions.get(key, "—")), n] for key, n in figures.by_region.items()],
        ),
        Table(_("Convictions by year"), [_("Year"), number], [[year, n] for year, n in figures.by_year.items()]),
    ]


def _title(outcome: str) -> str:
    return str(OUTCOME_TITLES.get(outcome, outcome))


def _route(proceeding: Any) -> str:
    return title(law_book().routes[proceeding.route].titles)


def _stage(proceeding: Any) -> str:
    return title(law_book().routes[proceeding.route].stage(proceeding.stage).titles)


def _day(moment: datetime | None) -> Cell:
    return moment.astimezone(ALMATY).date() if moment else None


def _last_day(end: datetime | None) -> Cell:
    """The day before an exclusive end."""
    return _day(end and end - datetime.resolution)
