"""Hearings as My day shows them: which are over, which is next, which come later this week."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from backend.kernel.clock import ALMATY
from backend.law.models import Article
from backend.proceedings.hearings import needs_result
from backend.proceedings.models import Hearing
from backend.web.moments import clock_time, how_soon, local_day, short_day
from backend.web.shown import route_title, stage_title

LINES = 16
LASTS = timedelta(hours=1)  # nobody plans the end of a sitting; an hour is what the ruler draws


@dataclass(frozen=True, slots=True)
class Sitting:
    """One hearing. `place` is done (begun an hour ago or more), now, next or later."""

    row: Any
    case: Any
    time: str
    under: str
    route: str
    stage: str
    articles: str
    mine: bool
    place: str
    needs_result: bool
    is_today: bool
    is_before_today: bool

    @property
    def is_ahead(self) -> bool:
        return not self.is_today and not self.is_before_today


def sittings_of(user: Any, moment: datetime) -> list[Sitting]:
    """The sittings of today and the next seven days that the user attends or whose case she works on, and older ones
    that still lack their result."""
    begin = datetime.combine(local_day(moment), time(), ALMATY)
    rows = list(
        Hearing.objects.visible_to(user)
        .scheduled()
        .filter(Q(attendee=user.pk) | Q(proceeding__case__team__user=user.pk, proceeding__case__team__ended_at=None))
        .filter(starts_at__lt=begin + timedelta(days=8), proceeding__case__closed_on=None)
        .select_related("proceeding__case", "court", "attendee")
        .defer("note")
        .distinct()
        .order_by("starts_at")[:LINES]
    )
    cited = _citations(rows)
    following = next((row.pk for row in rows if row.starts_at > moment), None)
    return [_sitting(row, user, moment, begin, cited, is_next=row.pk == following) for row in rows]


def _citations(rows: list[Any]) -> dict[str, str]:
    """The articles of all these proceedings in one query: key → citation."""
    keys = {key for row in rows for key in row.proceeding.articles}
    return dict(Article.objects.filter(key__in=keys).values_list("key", "citation")) if keys else {}


def _sitting(
    row: Any, user: Any, moment: datetime, begin: datetime, cited: dict[str, str], *, is_next: bool
) -> Sitting:
    is_today = begin <= row.starts_at < begin + timedelta(days=1)
    place = "later"
    if row.starts_at + LASTS <= moment:
        place = "done"
    elif row.starts_at <= moment:
        place = "now"
    elif is_next and is_today:
        place = "next"
    return Sitting(
        row=row,
        case=row.proceeding.case,
        time=clock_time(row.starts_at),
        under=_under(row.starts_at, place, moment, is_today=is_today),
        route=route_title(row.proceeding.route),
        stage=stage_title(row.proceeding),
        articles=", ".join(dict.fromkeys(cited[key] for key in row.proceeding.articles if key in cited)),
        mine=row.attendee_id == user.pk,
        place=place,
        needs_result=needs_result(row, moment),
        is_today=is_today,
        is_before_today=row.starts_at < begin,
    )


def _under(starts_at: datetime, place: str, moment: datetime, *, is_today: bool) -> str:
    """The words under the time."""
    if not is_today:
        return short_day(local_day(starts_at))
    if place == "done":
        return _("over")
    return _("going on now") if place == "now" else how_soon(starts_at, moment)
