"""Counting terms: from the moment something happened to the moment by which something is due.

All reckoning is in Asia/Almaty, which left UTC+6 for UTC+5 on 1 March 2024. Results are aware moments and
exclusive ends: a term that runs through Friday ends at 00:00 of Saturday.
"""

import calendar as months
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Literal
from zoneinfo import ZoneInfo

from backend.procedure.calendar import WorkCalendar

ALMATY = ZoneInfo("Asia/Almaty")
Unit = Literal["immediate", "hours", "days", "working_days", "months", "years"]


class Convention(StrEnum):
    """Whose rules of counting apply."""

    UPK = "upk"  # УПК 48: starting hour and day excluded; a last day off moves to the next working day
    KOAP = "koap"  # КоАП 739: the same, but «сутки» have two readings
    APPK = "appk"  # АППК 76: from the next day; a last day off moves to the next working day
    GPK = "gpk"  # ГПК 122, 123: the same, until 24:00 of the last day


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time as the law states it: сутки are `days`, рабочие дни are `working_days`."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 0 or (self.amount == 0) != (self.unit == "immediate"):
            raise ValueError(f"There is no term of {self.amount} {self.unit}.")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an explanation: a code that a face turns into a sentence, and what it speaks of."""

    code: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Due:
    """When a term ends.

    `due_at`: after it the obligor is late. `act_by`: until it our own side must act, never later than `due_at`.
    `estimated`: the count passed the end of the confirmed calendar.
    """

    due_at: datetime
    act_by: datetime
    estimated: bool

    @property
    def last_day(self) -> date:
        return _day_before_end(self.due_at)

    @property
    def act_by_day(self) -> date:
        return _day_before_end(self.act_by)


def count(
    term: Term, started: datetime, convention: Convention, calendar: WorkCalendar, *, continuous: bool = False
) -> Due:
    """When a term that `started` (aware) ends.

    `continuous` terms (detention, arrest) run through days off and never move. Raises ValueError for a naive moment.
    """
    if started.tzinfo is None:
        raise ValueError("The start of a term must be an aware moment.")
    if term.unit in ("hours", "immediate"):
        begins = _hours_from(started, continuous) if term.unit == "hours" else started
        end = (begins.astimezone(UTC) + timedelta(hours=term.amount)).astimezone(ALMATY)
        return Due(end, end, estimated=False)
    first = started.astimezone(ALMATY).date()
    last = _last_day(term, first, calendar)
    if continuous:
        return _due(last, last, calendar)
    if convention is Convention.KOAP and term.unit == "days":
        # КоАП 739 ч.3 leaves non-working time out of terms in сутки. Until a court says what that means, our side
        # keeps to the shorter reading and an authority is called late only after the longer one.
        return _due(calendar.add_working(first, term.amount), calendar.previous_working(last), calendar)
    moved = calendar.next_working(last)
    return _due(moved, moved, calendar)


def explain(
    term: Term, started: datetime, convention: Convention, calendar: WorkCalendar, *, continuous: bool = False
) -> tuple[Step, ...]:
    """How `count` came to its result, step by step; built on demand, because a list of deadlines needs none of it."""
    due = count(term, started, convention, calendar, continuous=continuous)
    steps = [Step("started", {"at": started.astimezone(ALMATY)})]
    if term.unit in ("hours", "immediate"):
        return (*steps, Step("to_the_minute", {"at": due.due_at}))
    first = started.astimezone(ALMATY).date()
    last = _last_day(term, first, calendar)
    steps.append(Step("counting_starts", {"day": first + timedelta(days=1)}))
    if convention is Convention.KOAP and term.unit == "days" and not continuous:
        steps.append(Step("safe_reading", {"day": last, "act_by": due.act_by_day}))
        steps.append(Step("legal_reading", {"day": due.last_day}))
    else:
        steps.append(Step("last_day", {"day": last}))
        if due.last_day != last:
            steps.append(Step("moved_to_working_day", {"day": due.last_day}))
    if due.estimated:
        steps.append(Step("calendar_unconfirmed", {"until": calendar.confirmed_until}))
    return tuple(steps)


def _hours_from(started: datetime, continuous: bool) -> datetime:
    """Where a term in hours begins: the hour it starts in does not count (УПК 48 ч.2, КоАП 739 ч.2), except for
    detention and the like, which run from the minute. No move to a working day is stated for hours, so there is none."""
    if continuous:
        return started
    return started.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _last_day(term: Term, first: date, calendar: WorkCalendar) -> date:
    """The last day before any move, the starting day not counted."""
    if term.unit == "days":
        return first + timedelta(days=term.amount)
    if term.unit == "working_days":
        return calendar.add_working(first, term.amount)
    number = term.amount * (12 if term.unit == "years" else 1)
    year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
    return date(year, month + 1, min(first.day, months.monthrange(year, month + 1)[1]))


def _due(last: date, act_by: date, calendar: WorkCalendar) -> Due:
    return Due(_end_of(last), _end_of(min(act_by, last)), estimated=not calendar.is_confirmed(last))


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), ALMATY)


def _day_before_end(end: datetime) -> date:
    return (end.astimezone(UTC) - timedelta(microseconds=1)).astimezone(ALMATY).date()
