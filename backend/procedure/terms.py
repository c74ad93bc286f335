"""Counting terms: from the moment something happened to the moment by which something is due.

Days begin and end by the clock of a zone: Asia/Almaty unless the caller names a region's own (`zones.py`). Results are
aware moments and exclusive ends: a term that runs through Friday ends at 00:00 of Saturday.
"""

import calendar as months
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from backend.procedure.calendar import WorkCalendar
from backend.procedure.zones import ALMATY

Unit = Literal["immediate", "by_hand", "hours", "days", "working_days", "months", "years"]
UNITS: tuple[Unit, ...] = get_args(Unit)
NO_LENGTH = ("immediate", "by_hand")
_INSTANT = timedelta(microseconds=1)


class Convention(StrEnum):
    """Whose rules of counting apply."""

    UPK = "upk"  # УПК 48: starting hour and day excluded; a last day off moves to the next working day
    KOAP = "koap"  # КоАП 739: the same, but «сутки» have two readings
    APPK = "appk"  # АППК 76: from the next day; a last day off moves to the next working day
    GPK = "gpk"  # ГПК 122, 123: the same, until 24:00 of the last day
    UK = "uk"  # УК 71: names no starting day; the day before the anniversary is the last safe one, and nothing moves it
    PLAIN = "plain"  # laws that state no rule of counting: the starting day excluded, nothing is moved


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time as the law states it: сутки are `days`, рабочие дни are `working_days`.

    `immediate` («незамедлительно», «в день поступления») has no number; it is reckoned to the end of the day it
    starts in, the longest that the word can bear, so that nobody is called late within the hour. `by_hand` has no
    length at all: the law leaves it open, or a decision names the day.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.unit not in UNITS or self.amount < 0 or (self.amount == 0) != (self.unit in NO_LENGTH):
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
    `estimated`: the count touched days that the calendar does not know for certain.
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


def until_day(day: date, zone: ZoneInfo = ALMATY) -> Due:
    """The end of a term whose last day somebody named: nothing is counted, and nothing moves it."""
    return Due(_end_of(day, zone), _end_of(day, zone), estimated=False)


def count(
    term: Term,
    started: datetime,
    convention: Convention,
    calendar: WorkCalendar,
    *,
    continuous: bool = False,
    zone: ZoneInfo = ALMATY,
    stood: int = 0,
) -> Due:
    """When a term that `started` (aware) ends, days being those of `zone`.

    `continuous` terms (detention, arrest) run to the minute, through days off, and never move. `stood` is the number of
    days that the clock stood still meanwhile: the last day moves by so many. Raises ValueError for a naive moment and
    for a term without a length.
    """
    if started.tzinfo is None:
        raise ValueError("The start of a term must be an aware moment.")
    if term.unit == "by_hand":
        raise ValueError("A term without a length is counted by hand.")
    local = started.astimezone(zone)
    if continuous or term.unit == "hours":
        end = _to_the_minute(term, local) if continuous else _hours_after(_next_hour(local), term.amount)
        return Due(end, end, estimated=False)
    first = local.date()
    if term.unit == "immediate":
        end = _end_of(first, zone)
        return Due(end, end, estimated=False)
    last = _last_day(term, first, calendar, convention) + timedelta(days=stood)
    if convention is Convention.KOAP and term.unit == "days":
        return _two_readings(term, first, last, calendar, zone, stood)
    if convention in (Convention.UK, Convention.PLAIN):
        known = term.unit != "working_days" or calendar.is_confirmed(first, last)
        return Due(_end_of(last, zone), _end_of(last, zone), not known)
    moved = calendar.next_working(last)
    end = _end_of(moved, zone)
    return Due(end, end, not calendar.is_confirmed(first if term.unit == "working_days" else last, moved))


def _two_readings(term: Term, first: date, last: date, calendar: WorkCalendar, zone: ZoneInfo, stood: int) -> Due:
    """КоАП 739 ч.3 leaves non-working time out of terms in сутки. Until a court says what that means, our side keeps to
    the shorter reading and an authority is called late only after the longer one."""
    legal = calendar.add_working(first, term.amount)
    legal = calendar.next_working(legal + timedelta(days=stood)) if stood else legal
    known = calendar.is_confirmed(first, legal)
    return Due(_end_of(legal, zone), _end_of(_safe_day(first, last, calendar), zone), not known)


def explain(
    term: Term,
    started: datetime,
    convention: Convention,
    calendar: WorkCalendar,
    *,
    continuous: bool = False,
    zone: ZoneInfo = ALMATY,
) -> tuple[Step, ...]:
    """How `count` came to its result, step by step; built on demand, because a list of deadlines needs none of it."""
    due = count(term, started, convention, calendar, continuous=continuous, zone=zone)
    local = started.astimezone(zone)
    steps = [Step("started", {"at": local})]
    if continuous:
        return (*steps, Step("to_the_minute", {"at": due.due_at}))
    if term.unit == "hours":
        return (*steps, Step("counting_starts_hour", {"at": _next_hour(local)}), Step("last_hour", {"at": due.due_at}))
    if term.unit == "immediate":
        return (*steps, Step("same_day", {"day": due.last_day}))
    first = local.date()
    last = _last_day(term, first, calendar, convention)
    steps.append(Step("counting_starts", {"day": first + timedelta(days=1)}))
    if convention is Convention.KOAP and term.unit == "days":
        steps.append(Step("safe_reading", {"day": last, "act_by": due.act_by_day}))
        steps.append(Step("legal_reading", {"day": due.last_day}))
    else:
        steps.append(Step("last_day", {"day": last}))
        if due.last_day != last:
            steps.append(Step("moved_to_working_day", {"day": due.last_day}))
    if due.estimated:
        steps.append(Step("calendar_unconfirmed", {"until": calendar.confirmed_until}))
    return tuple(steps)


def _next_hour(local: datetime) -> datetime:
    """Where a term in hours begins: the hour it starts in does not count (УПК 48 ч.2, КоАП 739 ч.2). No move to a
    working day is stated for hours, so there is none."""
    return _hours_after(local.replace(minute=0, second=0, microsecond=0), 1)


def _hours_after(local: datetime, hours: int) -> datetime:
    """So many hours later as they pass, whatever the clock on the wall does meanwhile."""
    return (local.astimezone(UTC) + timedelta(hours=hours)).astimezone(local.tzinfo)


def _to_the_minute(term: Term, local: datetime) -> datetime:
    """Terms of liberty count from the minute it was taken (УПК 48 ч.2, 5; КоАП 739 ч.2): сутки are twenty-four hours,
    months and years end at the same minute of the same number."""
    if term.unit == "immediate":
        return local
    if term.unit == "hours":
        return _hours_after(local, term.amount)
    if term.unit == "days":
        return _hours_after(local, 24 * term.amount)
    if term.unit == "working_days":
        raise ValueError("A term that runs continuously cannot be one of working days.")
    day = _same_number(term, local.date())
    return local.replace(year=day.year, month=day.month, day=day.day)


def _last_day(term: Term, first: date, calendar: WorkCalendar, convention: Convention) -> date:
    """The last day before any move, the starting day not counted; but counted where the law of limitation does not say."""
    if convention is Convention.UK:
        return _same_number(term, first) - timedelta(days=1)
    if term.unit == "days":
        return first + timedelta(days=term.amount)
    if term.unit == "working_days":
        return calendar.add_working(first, term.amount)
    return _same_number(term, first)


def _same_number(term: Term, first: date) -> date:
    """The same number of the month so many months or years on, or that month's last day when it has no such number."""
    number = term.amount * (12 if term.unit == "years" else 1)
    year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
    return date(year, month + 1, min(first.day, months.monthrange(year, month + 1)[1]))


def _safe_day(first: date, last: date, calendar: WorkCalendar) -> date:
    """The day our side must act by: the last by all days of the calendar, or the working day before it. Where that
    would lie before the term even started (an event on a day off, a term of a day or two), there is none to go back to."""
    before = calendar.previous_working(last)
    return before if before >= first else last


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone)


def _day_before_end(end: datetime) -> date:
    return (end.astimezone(UTC) - _INSTANT).astimezone(end.tzinfo).date()
