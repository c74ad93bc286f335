"""The frame of a case in a few facts: what a colleague learns before she has said whether she takes it on."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from backend.cases.models import Case, Incident
from backend.deadlines.models import Deadline
from backend.kernel.clock import ALMATY
from backend.proceedings.models import Hearing, Proceeding


@dataclass(frozen=True, slots=True)
class Track:
    """One proceeding: its route and its stage."""

    route: str
    stage: str


@dataclass(frozen=True, slots=True)
class Frame:
    """No name, no pseudonym, no place narrower than a region, nothing that anybody told."""

    code: str
    region: str
    kinds: tuple[str, ...]
    tracks: tuple[Track, ...]
    next_on: date | None
    languages: tuple[str, ...]


def frame_of(case: Case, now: datetime) -> Frame:
    """What may be told of a case to somebody who is asked to work on it. Whether she may know is asked before."""
    kinds = {kind for row in Incident.objects.filter(case=case).values_list("kinds", flat=True) for kind in row}
    return Frame(
        code=case.code,
        region=case.region,
        kinds=tuple(sorted(kinds)),
        tracks=tuple(Track(row.route, row.stage) for row in Proceeding.objects.filter(case=case)),
        next_on=_next_day(case, now),
        languages=(case.survivor.language,),
    )


def _next_day(case: Case, now: datetime) -> date | None:
    """The nearest day ahead on which there is a sitting or a term of ours ends."""
    sitting: Any = Hearing.objects.scheduled().filter(proceeding__case=case, starts_at__gt=now).order_by("starts_at")
    ours: Any = Deadline.objects.running().filter(proceeding__case=case, obligor="us", act_by__gt=now)
    days = [row.starts_at for row in sitting[:1]]
    days += [row.act_by - timedelta(microseconds=1) for row in ours.order_by("act_by")[:1]]
    return min(days).astimezone(ALMATY).date() if days else None
