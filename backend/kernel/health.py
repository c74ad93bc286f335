"""What `manage.py doctor` is told: each app contributes its checks in `<app>/health.py` as `CHECKS`.

A check yields findings in the language of the moment, and nothing when all is well. It changes nothing, names nobody
and tells ids, codes and counts only.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class Severity(IntEnum):
    """How bad it is; also the exit code of the command."""

    WARNING = 1  # works, and will not for long, or not as it should
    BROKEN = 2  # something does not work, or somebody is not told


@dataclass(frozen=True, slots=True)
class Asked:
    """The moment of the look, and whether everything is to be opened or only a sample."""

    at: datetime
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, why it matters, and what to do: a command, or the settings to change."""

    severity: Severity
    what: str
    why: str
    todo: str


Look = Callable[[Asked], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at. `needs` names the databases without which there is nothing to look at."""

    name: str
    look: Look
    needs: tuple[str, ...] = ("default",)


def warning(what: str, why: str, todo: str) -> Finding:
    return Finding(Severity.WARNING, what, why, todo)


def broken(what: str, why: str, todo: str) -> Finding:
    return Finding(Severity.BROKEN, what, why, todo)
