"""The line of a case: stops in the order of time, and for each proceeding a rail that knows where it begins and ends.

Pure: takes stops with their lanes, gives back what each cell of each rail draws.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

LANES = 4  # more proceedings than that share the last rail; they are named in words beside each stop all the same


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a rail: half a line up, half a line down, dashed where it lies ahead, and perhaps a node."""

    route: str
    up: str = ""  # "", "up", "up-ahead"
    down: str = ""  # "", "down", "down-ahead"
    node: str = ""  # us, police, prosecutor, court, other
    ahead: bool = False
    now: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """One row of the line. `kind`: event, hearing, gap (a delay between events), pause (a long silence), term (ahead)."""

    kind: str
    day: date
    lane: int
    title: str = ""
    actor: str = ""
    by: str = ""
    when: str = ""
    year: str = ""
    facts: Sequence[Any] = ()
    row: Any = None
    papers: Sequence[Any] = ()
    deadline: Any = None
    is_today: bool = False
    ahead: bool = False
    needs_result: bool = False
    cells: Sequence[Cell] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Lane:
    """One rail: the route that colours it, and whether the proceeding is over."""

    route: str
    closed: bool


def lane_of(place: int) -> int:
    return min(place, LANES - 1)


def with_cells(stops: Sequence[Stop], lanes: Sequence[Lane]) -> list[Stop]:
    """The same stops, each with one cell for every rail."""
    last_past = max((place for place, stop in enumerate(stops) if not stop.ahead), default=-1)
    drawn = lanes[:LANES]
    columns = [_column(stops, number, lane, last_past) for number, lane in enumerate(drawn)]
    return [replace(stop, cells=tuple(column[place] for column in columns)) for place, stop in enumerate(stops)]


def _column(stops: Sequence[Stop], number: int, lane: Lane, last_past: int) -> list[Cell]:
    nodes = [place for place, stop in enumerate(stops) if stop.lane == number and stop.actor]
    if not nodes:
        return [Cell(lane.route)] * len(stops)
    first = nodes[0]
    end = nodes[-1] if lane.closed else len(stops) - 1
    return [
        _cell(stop, place, first, end, last_past, lane, has_node=place in nodes) for place, stop in enumerate(stops)
    ]


def _cell(stop: Stop, place: int, first: int, end: int, last_past: int, lane: Lane, *, has_node: bool) -> Cell:
    if not first <= place <= end:
        return Cell(lane.route)
    up = "" if place == first else "up-ahead" if place > last_past else "up"
    goes_on = place < end or not lane.closed
    down = "" if not goes_on else "down-ahead" if place >= last_past else "down"
    return Cell(
        route=lane.route,
        up=up,
        down=down,
        node=stop.actor if has_node else "",
        ahead=has_node and stop.ahead,
        now=has_node and stop.is_today,
        ends=lane.closed and place == end,
    )
