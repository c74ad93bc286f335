"""The working days of Kazakhstan, as dated data handed in by the caller."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

DayKind = Literal["off", "work"]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Days that differ from the five-day week: holidays and moved days off (`off`), worked weekend days (`work`).

    The list is complete from `confirmed_from` through `confirmed_until`; outside of it a count is only an estimate.
    """

    days: Mapping[date, DayKind]
    confirmed_until: date
    version: str
    confirmed_from: date = date.min

    def is_working(self, day: date) -> bool:
        kind = self.days.get(day)
        return kind == "work" if kind else day.weekday() < 5

    def next_working(self, day: date) -> date:
        """`day` itself if it is a working day, else the next one."""
        while not self.is_working(day):
            day += _DAY
        return day

    def previous_working(self, day: date) -> date:
        """`day` itself if it is a working day, else the one before."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def add_working(self, day: date, number: int) -> date:
        """The `number`-th working day after `day` (which itself is not counted)."""
        for _ in range(number):
            day = self.next_working(day + _DAY)
        return day

    def is_confirmed(self, since: date, until: date) -> bool:
        """Whether every day of the span is known for certain to be worked or not."""
        return self.confirmed_from <= since and until <= self.confirmed_until
