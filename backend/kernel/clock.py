"""The clock of the process, asked by faces, commands and actors only; the domain gets `at` handed in.

One door asks it too (`cases.querysets`): whether a case stands open to somebody is a question about now.

`TIREK_NOW` moves it for the demo and for tests: from the first start with that value the installation lives on from
that moment, seconds passing as they do. `settings` refuses the variable anywhere else.
"""

import json
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from backend.kernel.files import write_anew

ALMATY = ZoneInfo("Asia/Almaty")


class _Shift:
    """By how much this process's clock is moved; tests move it with `travel`."""

    extra: timedelta | None = None


@lru_cache(maxsize=1)
def agreed_shift(told: datetime, kept: Path) -> timedelta:
    """By how much `told` moves the clock, the same for every process of the installation.

    Whichever process asks first notes in `kept` when that was; web, worker and clock, and all of them after a
    restart, reckon from there. Time never runs back under records that were made meanwhile.
    """
    try:
        note = json.loads(kept.read_text(encoding="utf-8"))
        if note["told"] == told.isoformat():
            return told - datetime.fromisoformat(note["since"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # never moved, or a note that nobody can read: begin at the moment told
    since = datetime.now(UTC)
    write_anew(kept, json.dumps({"told": told.isoformat(), "since": since.isoformat()}))
    return told - since


def moved_clock_file() -> Path:
    """Where the installation notes since when its clock is moved; without it, it begins again at TIREK_NOW."""
    folder: Path = settings.TIREK_DATA_DIR
    return folder / "moved-clock.json"


def _offset() -> timedelta:
    if _Shift.extra is not None:
        return _Shift.extra
    told: datetime | None = settings.TIREK_NOW
    return agreed_shift(told, moved_clock_file()) if told else timedelta()


def now() -> datetime:
    """The moment it is, aware, in UTC."""
    moved_by = _offset()  # asked first: agreeing on it takes a moment, and time must not begin before the one told
    return datetime.now(UTC) + moved_by


def today() -> date:
    """The day it is in Almaty."""
    return now().astimezone(ALMATY).date()


def travel(moment: datetime | None) -> None:
    """Let the process believe that it is `moment` (aware), or again the real time (None). For tests and demo."""
    _Shift.extra = None if moment is None else moment - datetime.now(UTC)
