"""What others did in one's cases since one was last here, in sentences."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from backend.audit.queries import changes_since, last_trace
from backend.cases.models import Case
from backend.kernel.clock import ALMATY
from backend.web.history import ToldEntry, told
from backend.web.moments import clock_time, local_day, short_day

LINES = 4
LONGEST = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the log, with the code of its case and a moment in words."""

    line: ToldEntry
    code: str
    at: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed, newest first, and since when we looked."""

    lines: list[Change]
    since: str


def changes_for(user: Any, moment: datetime) -> Changes:
    """Since the user's last trace before today, two weeks at most; of the open cases on whose team she is."""
    begin = datetime.combine(local_day(moment), time(), ALMATY)
    since = max(last_trace(user, begin) or begin - LONGEST, moment - LONGEST)
    mine = Case.objects.visible_to(user).of_team_member(user).open()
    lines = told(changes_since(mine.values("pk"), since, not_by=user)[:LINES], user)
    codes = dict(
        Case.objects.visible_to(user).filter(pk__in={line.case_id for line in lines}).values_list("pk", "code")
    )
    return Changes(
        [Change(line, codes.get(line.case_id, ""), _said(line.at, moment)) for line in lines], _said(since, moment)
    )


def _said(at: datetime, moment: datetime) -> str:
    """«10:12» today, «сб, 17 октября, 18:40» before."""
    day = local_day(at)
    return clock_time(at) if day == local_day(moment) else f"{short_day(day)}, {clock_time(at)}"
