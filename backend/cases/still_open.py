"""What is still open in a case: asked before it is closed, of everybody who keeps something open in it.

Cases know no deadlines, hearings or papers. Whoever does says here, when the house starts, how to look for them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from backend.cases.models import Case


@dataclass(frozen=True, slots=True)
class Remaining:
    """One thing still open: its id, what it is in words, its moment; `forbids` says why it cannot be left, and the way out."""

    id: Any
    words: str
    at: datetime | None = None
    forbids: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What is still open of one kind. `is_content` keeps its words to the team; a coordinator learns the number."""

    key: str
    title: Any
    is_content: bool
    entries: tuple[Remaining, ...]

    @property
    def seen(self) -> str:
        """What somebody who leaves it open must have seen: changes with anything that comes or goes."""
        return sha256(" ".join(sorted(str(entry.id) for entry in self.entries)).encode()).hexdigest()[:16]

    @property
    def forbidding(self) -> tuple[Remaining, ...]:
        return tuple(entry for entry in self.entries if entry.forbids)


Collector = Callable[[Case, datetime], Iterable[Remaining]]


@dataclass(frozen=True, slots=True)
class _Watch:
    place: int
    key: str
    title: Any
    is_content: bool
    collect: Collector


_watched: dict[str, _Watch] = {}


def watch(key: str, title: Any, collect: Collector, *, place: int, is_content: bool = False) -> None:
    """Ask `collect` (case, moment) before a case is closed. `place` orders the groups; the key is said once only."""
    if key in _watched and _watched[key].collect is not collect:
        raise ValueError(f"Somebody else watches {key} already.")
    _watched[key] = _Watch(place, key, title, is_content, collect)


def still_open(case: Case, now: datetime) -> list[Group]:
    """The groups with something in them, what cannot be left first."""
    found = [
        Group(each.key, each.title, each.is_content, tuple(each.collect(case, now)))
        for each in sorted(_watched.values(), key=lambda each: each.place)
    ]
    return sorted((group for group in found if group.entries), key=lambda group: not group.forbidding)


def group_titles() -> dict[str, Any]:
    """The groups there are, by key."""
    return {key: each.title for key, each in _watched.items()}
