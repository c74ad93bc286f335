"""Finding one of a million people by name, as those who answer calls do: mostly surname and name, at times misspelt."""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections

from backend.accounts.models import Organisation
from backend.people.searching import find
from backend.vault.keys import key_session
from bench.crowd import PEOPLE, asked_file
from bench.measuring import told

PROMISED = {"sqlite": 0.005, "postgresql": 0.050}


def questions() -> Iterator[tuple[str, str]]:
    """What is asked: of ten, six by surname and name, two by one of them, one by all three, one misspelt."""
    for place, name in enumerate(json.loads(asked_file().read_text(encoding="utf-8"))):
        last, first, *_rest = name
        match place % 10:
            case 0:
                yield "one word", last
            case 1:
                yield "one word", first
            case 2:
                yield "three words", " ".join(name)
            case 3:
                yield "misspelt", f"{last[:2]}{last[3:]} {first}"
            case _:
                yield "two words", f"{last} {first}"


class Stopwatch:
    """The time spent in the database. SQLite works in this process: there it is the processor's own time."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock, self.seconds = clock, 0.0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        began = self.clock()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += self.clock() - began


def lines() -> Iterator[tuple[str, ...]]:
    vendor = connection.vendor
    clock = time.process_time if vendor == "sqlite" else time.perf_counter
    organisation = Organisation.objects.get()
    asked = list(questions())
    took: dict[str, list[float]] = {}
    inside: dict[str, list[float]] = {}
    with key_session():
        for warm in (True, False):
            for kind, name in asked:
                watch = Stopwatch(clock)
                began = clock()
                with connection.execute_wrapper(watch), connections["keys"].execute_wrapper(watch):
                    find(organisation_id=organisation.pk, name=name)
                if not warm:
                    took.setdefault(kind, []).append(clock() - began)
                    inside.setdefault(kind, []).append(watch.seconds)
    took["all of these"] = [each for of in took.values() for each in of]
    inside["all of these"] = [each for of in inside.values() for each in of]
    for kind, seconds in took.items():
        yield _line(vendor, kind, seconds, inside[kind])
    yield (f"size of the crowd ({vendor})", _size(), "", "", "", "")


def _line(vendor: str, kind: str, whole: list[float], inside: list[float]) -> tuple[str, ...]:
    p95 = _p95(whole if vendor == "sqlite" else inside)
    promised = PROMISED[vendor] if kind == "all of these" else None
    return (
        f"find {kind} of a name among {PEOPLE:,} people ({vendor})",
        f"p50 {told(statistics.median(whole))}, p95 {told(_p95(whole))}",
        f"in the database: p50 {told(statistics.median(inside))}, p95 {told(_p95(inside))}",
        f"{_p95(whole) / _p95(inside):.3g}",
        f"p95 < {told(promised)}" if promised else "",
        ("yes" if p95 < promised else "NO") if promised else "",
    )


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]


def _size() -> str:
    if connection.vendor == "sqlite":
        size = Path(settings.DATABASES["default"]["NAME"]).stat().st_size
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            size = cursor.fetchone()[0]
    return f"{size / 1e9:.2f} GB"
