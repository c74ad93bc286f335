"""A term as a ruler: how many of its days are gone, how many are left, how many it is late. Plain numbers and words."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backend.law.queries import work_calendar
from backend.procedure.calendar import WorkCalendar
from backend.procedure.lawbook import Rule
from backend.procedure.terms import NO_LENGTH, Convention
from backend.web.moments import local_day

CELLS = 19  # a longer term is drawn as one bar: a phone has room for no more
WIDEST = 22  # cells in all; the red ones stop there, and the words beside say how late it is


@dataclass(frozen=True, slots=True)
class TermRuler:
    """What is drawn: `used` and `left` cells up to the limit, `over` beyond it; `words` always stand beside."""

    used: int
    left: int
    over: int
    words: str
    ours: bool

    @property
    def total(self) -> int:
        return self.used + self.left

    @property
    def is_bar(self) -> bool:
        return self.total > CELLS

    @property
    def over_cells(self) -> int:
        """How many red cells are drawn."""
        return min(self.over, WIDEST - (CELLS if self.is_bar else self.total))


def term_ruler(rule: Rule, started: datetime, end: datetime, now: datetime, *, ours: bool) -> TermRuler | None:
    """The ruler of a running term that began at `started` and ends, exclusively, at `end`. None when it has no length."""
    if rule.term.unit in NO_LENGTH:
        return None
    if rule.term.unit == "hours":
        return _of_hours(rule, started, end, now, ours=ours)
    first, last = local_day(started), local_day(end - timedelta(microseconds=1))
    working = rule.term.unit == "working_days" or (
        rule.convention is Convention.KOAP and not ours and not rule.continuous
    )
    calendar = work_calendar() if working else None
    total = max(1, _days_between(first, last, calendar))
    day = max(0, _days_between(first, local_day(now), calendar))
    told = {"day": day, "total": total}
    if day == 0:
        words = _("counting starts tomorrow")
    elif day > total:
        words = _("day %(day)d, the norm is %(total)d") % told
    elif working:
        words = _("working day %(day)d of %(total)d") % told
    else:
        words = _("day %(day)d of %(total)d") % told
    return _ruler(day, total, words, ours=ours)


def _of_hours(rule: Rule, started: datetime, end: datetime, now: datetime, *, ours: bool) -> TermRuler:
    elapsed = max(0, int((now - started).total_seconds() // 3600))
    total = max(1, -(-rule.term.amount // 24))
    day = elapsed // 24 + 1
    if now < end:
        hour = min(elapsed + 1, rule.term.amount)
        words = _("hour %(hour)d of %(total)d") % {"hour": hour, "total": rule.term.amount}
        return _ruler(min(day, total), total, words, ours=ours)
    norm = ngettext("%(n)d hour", "%(n)d hours", rule.term.amount) % {"n": rule.term.amount}
    words = _("day %(day)d, the norm is %(norm)s") % {"day": max(day, total + 1), "norm": norm}
    return _ruler(max(day, total + 1), total, words, ours=ours)


def _days_between(first: date, last: date, calendar: WorkCalendar | None) -> int:
    """How many days lie after `first` up to and with `last`: all of them, or the working ones."""
    if calendar is None:
        return (last - first).days
    return sum(calendar.is_working(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


def _ruler(day: int, total: int, words: str, *, ours: bool) -> TermRuler:
    used = min(day, total)
    return TermRuler(used=used, left=total - used, over=max(0, day - total), words=words, ours=ours)
