"""`python -m bench`: sets up a demo in a directory of its own, measures, prints one table.

About a minute, and at the first time some minutes more for a crowd of a million people in each database there is; it is
kept (TIREK_BENCH_DATA, about a gigabyte) and used again. TIREK_BENCH_PEOPLE makes a smaller one.
"""

import os
import platform
import tempfile
from collections.abc import Iterator
from datetime import date

import django
from django.core.management import call_command
from django.utils.module_loading import import_string

from bench.large import Line, folder, lines_of
from bench.measuring import Work, line, measure
from tests.services import postgres

PARTS = ("bench.pure.works", "bench.rows.works", "bench.papers.works", "bench.starting.works")
HEADS = ("what", "figure: median (least–most)", "floor", "ratio", "promise", "kept")
NOT_YET = (
    "case page and My day at 1 M cases", "create a case and record an event at 1 M cases",
    "upload 100 MB of evidence", "first page of My day on a slow phone",
)  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="tirek-bench-") as folder:
        for name in [name for name in os.environ if name.startswith("TIREK_")]:
            del os.environ[name]
        os.environ |= {"TIREK_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "backend.config.settings"}
        django.setup()
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {date.today()}. Setting up a demo ...")  # noqa: DTZ011
        call_command("set_up", stdout=open(os.devnull, "w"))  # noqa: SIM115
        rows = [HEADS, *(line(work, measure(work)) for work in _works()), *_large()]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    print("Promised, and measured once what they need is there: " + "; ".join(NOT_YET) + ".")


def _large() -> Iterator[Line]:
    """Lines measured in the crowd, on SQLite and on PostgreSQL where one lets us in."""
    print(f"A crowd of a million people is built once in {folder()} ...", flush=True)
    yield from lines_of("sqlite")
    server, reason = postgres()
    if server:
        yield from lines_of("postgresql", server)
    else:
        print(f"PostgreSQL: {reason}")


def _works() -> Iterator[Work]:
    for part in PARTS:
        yield from import_string(part)()


if __name__ == "__main__":
    main()
