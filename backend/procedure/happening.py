"""What happened in a proceeding, put in the order it happened and walked over its route."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from backend.procedure.lawbook import EventKind, Route
from backend.procedure.zones import ALMATY

DEADLINE_WAIVED = "deadline_waived"  # tells `trigger` (the event that opened the term) and `rule`
DEADLINE_SET = "deadline_set"  # tells besides these `until`, the last day; and why: counted by hand, extended, restored
DECISIONS = frozenset({DEADLINE_WAIVED, DEADLINE_SET})
_as_text = json.JSONEncoder(sort_keys=True, default=str, ensure_ascii=False).encode


@dataclass(frozen=True, slots=True)
class HappenedEvent:
    """A dated fact of a proceeding; `happened_at` is aware. Annulled events are not handed in at all."""

    id: str
    kind: str
    happened_at: datetime
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def respondent(self) -> str | None:
        """Whom it speaks of, if it says so."""
        who = self.fields.get("respondent")
        return str(who) if who else None

    def concerns(self, other: "HappenedEvent") -> bool:
        """Whether the two may speak of the same respondent: an event that names nobody speaks of all."""
        one, another = self.respondent, other.respondent
        return one is None or another is None or one == another


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an event cannot be: a code, the event it speaks of, and what the sentence about it needs."""

    code: str
    event_id: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """An event that the route took, its kind, and the stage it left the proceeding at."""

    event: HappenedEvent
    kind: EventKind
    stage: str


@dataclass(frozen=True, slots=True)
class Walk:
    """The way over a route: the events it took in order, where they ended, and the events that found no place."""

    taken: tuple[Taken, ...]
    stage: str
    problems: tuple[Problem, ...]


def apart(events: Iterable[HappenedEvent]) -> tuple[list[HappenedEvent], list[HappenedEvent]]:
    """What happened, and what was decided about deadlines."""
    both: tuple[list[HappenedEvent], list[HappenedEvent]] = ([], [])
    for event in events:
        both[event.kind in DECISIONS].append(event)
    return both


def walk(route: Route, events: Sequence[HappenedEvent], zone: ZoneInfo = ALMATY) -> Walk:
    """Take the events in the order they happened, leaving out and naming those the route does not allow.

    By the day; within a day, events known to the minute in the order of their minutes, and those known by their day
    alone wherever they fit: of what is possible next the route's own order decides, then what the events say. When
    they were typed in decides nothing.
    """
    kinds = {kind.key: (place, kind) for place, kind in enumerate(route.events)}
    stage = route.first_stage
    taken: list[Taken] = []
    problems: list[Problem] = []
    for of_the_day in _days(events, zone):
        waiting = _Waiting(kinds, of_the_day)
        while event := waiting.take(stage):
            kind = waiting.kind(event)
            if kind is None or stage not in kind.from_stages:
                code = "unknown_event" if kind is None else "not_at_this_stage"
                problems.append(Problem(code, event.id, {"kind": event.kind, "stage": stage, "at": event.happened_at}))
            else:
                stage = kind.leads_to(event.fields) or stage
                taken.append(Taken(event, kind, stage))
    return Walk(tuple(taken), stage, tuple(problems))


def _days(events: Iterable[HappenedEvent], zone: ZoneInfo) -> list[list[HappenedEvent]]:
    days: dict[date, list[HappenedEvent]] = {}
    for event in events:
        days.setdefault(event.happened_at.astimezone(zone).date(), []).append(event)
    return [days[day] for day in sorted(days)]


class _Waiting:
    """The events of one day that have not been taken yet: those known to the minute, and those known by the day."""

    def __init__(self, kinds: Mapping[str, tuple[int, EventKind]], events: Sequence[HappenedEvent]) -> None:
        self._kinds = kinds
        self._minutes: list[HappenedEvent] = []
        self._days: list[HappenedEvent] = []
        for event in events:
            kind = self.kind(event)
            (self._minutes if kind and kind.moment == "datetime" else self._days).append(event)
        self._minutes.sort(key=lambda event: (event.happened_at, self._content(event)))
        self._days.sort(key=self._content)

    def kind(self, event: HappenedEvent) -> EventKind | None:
        found = self._kinds.get(event.kind)
        return found[1] if found else None

    def take(self, stage: str) -> HappenedEvent | None:
        """The event that comes next at `stage`: of those possible there the first by the route's order; if none is,
        the next by the clock, which can only be out of place; None when all are taken."""
        next_ones = [*self._minutes[:1], *self._days]
        if not next_ones:
            return None
        possible = [event for event in next_ones if (kind := self.kind(event)) and stage in kind.from_stages]
        chosen = min(possible, key=self._content) if len(possible) > 1 else (possible or next_ones)[0]
        pile = self._minutes if self._minutes and chosen is self._minutes[0] else self._days
        pile.remove(chosen)
        return chosen

    def _content(self, event: HappenedEvent) -> tuple[int, str, str]:
        """Its place on the route, then what it says; the id only tells apart what is alike in everything else."""
        place = self._kinds[event.kind][0] if event.kind in self._kinds else len(self._kinds)
        return place, _as_text(dict(event.fields)) if event.fields else "", event.id
