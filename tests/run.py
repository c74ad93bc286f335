"""`make test`: the suite on SQLite, its database tests once more on PostgreSQL, and what could not be tried, with why.

Arguments are handed to pytest. Ends with 1 when anything failed; a service that is not there fails nothing, and is named.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tests import services

ROOT = Path(__file__).resolve().parents[1]
NOTHING_COLLECTED = 5
LONGEST = 1500  # seconds; one run takes about three hundred


@dataclass
class Run:
    """What one run of pytest said."""

    title: str
    code: int
    seconds: float
    counts: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)

    @property
    def failed(self) -> bool:
        return self.code not in (0, NOTHING_COLLECTED)

    def line(self) -> str:
        told = ", ".join(f"{count} {what}" for what, count in self.counts.items() if count) or "nothing ran"
        return f"{self.title:<12}{told}  ({self.seconds:.0f} s){'  FAILED' if self.failed else ''}"


def run(title: str, *arguments: str, postgres: str = "") -> Run:
    """Run pytest in a process of its own, its output going where ours goes."""
    environment = {**os.environ, "TIREK_TEST_POSTGRES_URL": postgres}
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *_in_parallel(), *arguments]
        print(f"\n{title}", flush=True)
        code = _run_to_its_end(command, environment)
        told = Run(title, code, time.monotonic() - started)
        if report.exists():
            _read(report, told)
    return told


def _run_to_its_end(command: list[str], environment: dict[str, str]) -> int:
    """The code it ended with; 1 when it had to be ended, with everything it had started."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        return process.wait(LONGEST)
    except subprocess.TimeoutExpired:
        print(f"\nNot at its end after {LONGEST} seconds: stopped.", flush=True)
        return 1
    finally:
        with suppress(ProcessLookupError):  # nobody is left
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _in_parallel() -> list[str]:
    processors = min(os.cpu_count() or 1, 4)
    return ["-n", str(processors)] if processors > 1 else []


def _read(report: Path, told: Run) -> None:
    """Count the cases of a JUnit report, and the reasons of those that were skipped."""
    for case in ElementTree.parse(report).iter("testcase"):
        skip = case.find("skipped")
        if skip is not None:
            told.skipped[skip.get("message", "").strip()] += 1
        broken = case.find("failure") is not None or case.find("error") is not None
        told.counts["failed" if broken else "skipped" if skip is not None else "passed"] += 1


def summary(runs: list[Run], no_postgres: str) -> str:
    """What was tried on which database, broker and browser, and what was not, with why."""
    missing = Counter({reason: 0 for reason in (no_postgres,) if reason})
    for one in runs:
        missing.update(one.skipped)
    silent = [services.silence_of(url) for url in (services.REDIS, services.RABBITMQ)]
    brokers = ["the database", *(name for name, why in zip(("Redis", "RabbitMQ"), silent, strict=True) if not why)]
    chromium = not any("Chromium" in reason for reason in missing)
    lines = ["", "What was tested", *(f"  {one.line()}" for one in runs)]
    lines += [f"  {'brokers':<12}{', '.join(brokers)}", f"  {'browser':<12}{'Chromium' if chromium else 'none'}"]
    lines += ["What was NOT tested"]
    lines += [f"  {f'{count} tests: ' if count else ''}{reason}" for reason, count in missing.items()] or ["  nothing"]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    postgres, no_postgres = services.postgres()
    runs = [run("SQLite", *arguments)]
    if postgres:
        runs.append(run("PostgreSQL", "--ignore=tests/browser", *arguments, postgres=postgres))
    print(summary(runs, no_postgres and f"PostgreSQL: {no_postgres}"), flush=True)
    return int(any(one.failed for one in runs))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
