"""The law files as the kernel takes them, without a database: what the tests of the kernel count with."""

from datetime import datetime
from pathlib import Path
from typing import Any

from backend.law.book import read_law
from backend.law.parsing import route_of, rule_of
from backend.procedure.calendar import WorkCalendar
from backend.procedure.lawbook import LawBook
from backend.procedure.replay import HappenedEvent
from backend.procedure.zones import ALMATY

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "law"
_files = read_law(FOLDER)
BOOK = LawBook(
    {node["key"]: route_of(node) for node in _files.routes}, tuple(rule_of(node) for node in _files.rules.values())
)
CALENDAR = WorkCalendar(
    {day["day"]: day["kind"] for day in _files.days},
    _files.calendar["confirmed_until"],
    _files.calendar["version"],
    _files.calendar["confirmed_from"],
)


def at(moment: str) -> datetime:
    """`2026-11-05` (its noon) or `2026-11-05 14:20`, in Almaty."""
    return datetime.fromisoformat(moment if " " in moment else f"{moment} 12:00").replace(tzinfo=ALMATY)


def happened(*told: tuple[Any, ...]) -> list[HappenedEvent]:
    """Events from `(kind, moment)` or `(kind, moment, fields)`; the id of each is its kind and day."""
    return [HappenedEvent(f"{kind} {moment}", kind, at(moment), dict(*fields)) for kind, moment, *fields in told]
