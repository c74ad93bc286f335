"""The clock of the process, asked by faces, commands and actors only; the domain gets `at` handed in.

`TIREK_NOW` moves it for the demo and for tests: the process then lives from that moment on, seconds passing
as they do. `settings` refuses the variable anywhere else.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

ALMATY = ZoneInfo("Asia/Almaty")
_started = datetime.now(UTC)


class _Shift:
    """By how much this process's clock is moved; tests move it with `travel`."""

    extra: timedelta | None = None


def _offset() -> timedelta:
    if _Shift.extra is not None:
        return _Shift.extra
    told: datetime | None = settings.TIREK_NOW
    return told - _started if told else timedelta()


def now() -> datetime:
    """The moment it is, aware, in UTC."""
    return datetime.now(UTC) + _offset()


def today() -> date:
    """The day it is in Almaty."""
    return now().astimezone(ALMATY).date()


def travel(moment: datetime | None) -> None:
    """Let the process believe that it is `moment` (aware), or again the real time (None). For tests and demo."""
    _Shift.extra = None if moment is None else moment - datetime.now(UTC)
