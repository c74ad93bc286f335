"""When things happen in the story: from chapters told in days before the anchor to days and moments. Pure."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from backend.kernel.clock import ALMATY
from backend.procedure.calendar import WorkCalendar

# What happens on any day: what we do ourselves, and what the duty unit of the police does.
ANY_DAY = {
    "report_filed", "complaint_filed", "complaint_of_victim_filed", "petition_filed", "appeal_filed", "closed",
    "registered_kui", "registered_erdr", "report_refused",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planned:
    """One case of a chapter: the how-maniest it is there, and on which day it is opened."""

    chapter: dict[str, Any]
    place: int
    opened: date

    def of(self, name: str) -> Any:
        """This case's own part of what the chapter lists case by case, or None."""
        listed = self.chapter.get(name)
        return listed[self.place] if listed else None


def plan(chapters: Sequence[dict[str, Any]], anchor: date, dice: random.Random) -> list[Planned]:
    """Every case of every chapter, in the order in which they were opened."""
    cases = [
        Planned(chapter, place, _opened(chapter, place, anchor, dice))
        for chapter in chapters
        for place in range(chapter["count"])
    ]
    return sorted(cases, key=lambda case: case.opened)


def _opened(chapter: dict[str, Any], place: int, anchor: date, dice: random.Random) -> date:
    if "opened" in chapter:
        told: date = chapter["opened"]
        return told
    if "days" in chapter:
        return anchor - timedelta(days=chapter["days"][place])
    first, last = chapter["from"], chapter["to"]
    between = (first - last) * place // max(1, chapter["count"] - 1)
    return anchor - timedelta(days=max(last, first - between + dice.randint(-7, 7)))


def flat(events: Sequence[Any]) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """The events of a chapter; a way that chapters share stands among them as a list of its own."""
    for event in events:
        if isinstance(event[0], list):
            yield from flat(event)
        else:
            yield event[0], event[1], event[2]


def moments(events: Sequence[Any], opened: date, anchor: date, calendar: WorkCalendar) -> list[datetime]:
    """When each event happens: in order, offices on working days only, nothing on the anchor day or after it.

    The morning of the anchor day is when somebody first looks, so the last things happened the day before.
    """
    latest = anchor - timedelta(days=1)
    found: list[datetime] = []
    for days, kind, _fields in flat(events):
        day = opened + timedelta(days=days)
        if kind not in ANY_DAY:
            day = calendar.next_working(day)
        if day > latest:
            day = latest if kind in ANY_DAY else calendar.previous_working(latest)
        happened = datetime.combine(day, time(9, 20), ALMATY)
        while found and happened <= found[-1]:
            happened = found[-1] + timedelta(minutes=35)
        found.append(happened)
    return found
