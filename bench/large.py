"""`python -m bench.large sqlite|postgresql`: builds the crowd once in that database, measures in it, prints JSON lines.

A process of its own for each database, because Django knows one set of databases in its life. The crowd stays in
TIREK_BENCH_DATA (by default a folder in the system's temp) and, for PostgreSQL, in two databases named tirek_bench_….
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import django
import psycopg
from django.conf import settings
from django.utils.module_loading import import_string

PARTS = ("bench.searching.lines", "bench.listing.lines")
Line = tuple[str, ...]


def folder() -> Path:
    told = os.environ.get("TIREK_BENCH_DATA")
    return Path(told) if told else Path(tempfile.gettempdir()) / "tirek-bench-crowd"


def lines_of(vendor: str, server: str = "") -> Iterator[Line]:
    """The lines of the table that are measured in one database, as a process of its own said them."""
    command = [sys.executable, "-m", "bench.large", vendor]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TIREK_", "DJANGO_"))}
    environment |= {name: value for name, value in os.environ.items() if name.startswith("TIREK_BENCH_")}
    environment |= {"TIREK_DATA_DIR": str(folder() / vendor), "DJANGO_SETTINGS_MODULE": "bench.settings"}
    if server:
        for variable, name in (("TIREK_DATABASE_URL", "data"), ("TIREK_KEYS_DATABASE_URL", "keys")):
            database = f"tirek_bench_{name}"
            with psycopg.connect(server, autocommit=True) as connection:
                if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
                    connection.execute(f"CREATE DATABASE {database}")
            environment[variable] = urlsplit(server)._replace(path=f"/{database}").geturl()
    said = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout
    for line in said.splitlines():
        yield tuple(json.loads(line))


def main() -> None:
    Path(settings.TIREK_DATA_DIR).mkdir(parents=True, exist_ok=True)
    django.setup()
    import_string("bench.crowd.build")()
    for part in PARTS:
        for line in import_string(part)():
            print(json.dumps(line, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
