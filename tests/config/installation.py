"""An installation of its own for a test: a data directory, a port, and `manage.py` as a process."""

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 240.0  # a quiet machine needs seconds; a busy one is no reason to fail


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(answer: Callable[[], Any], what: str, within: float = PATIENCE) -> Any:
    """What `answer` says as soon as it says something."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        if said := answer():
            return said
        time.sleep(0.05)
    raise AssertionError(f"Waited {within} s in vain: {what}")


@dataclass
class Installation:
    """`data` may be any path; what else is told goes into the environment of every command."""

    data: Path
    static: Path
    port: int = field(default_factory=free_port)

    def environment(self, **told: str) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("TIREK_", "DJANGO_"))}
        clean |= {"TIREK_DATA_DIR": str(self.data), "TIREK_STATIC_DIR": str(self.static), "TIREK_PORT": str(self.port)}
        return clean | told

    def manage(self, *command: str, told: str = "", cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end, with `told` typed into it."""
        return subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *command], env=self.environment(**env), cwd=cwd, input=told,
            capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip

    def begin(self, **env: str) -> subprocess.Popen[str]:
        """Begin `start`, without waiting for anything."""
        return subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "start"], env=self.environment(**env), cwd=ROOT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip

    @contextlib.contextmanager
    def running(self, **env: str) -> Iterator[subprocess.Popen[str]]:
        """An installation that serves, for the block; nothing of it is left afterwards."""
        process = self.begin(**env)
        try:
            eventually(lambda: self.answers() or process.poll() is not None, "the first page")
            assert process.poll() is None, process.stdout.read() if process.stdout else ""
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()

    def answers(self) -> bool:
        return self.get("/accounts/login/").startswith("200")

    def get(self, path: str) -> str:
        """`status body` of a page, or nothing when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return f"{answer.status} {answer.read().decode()}"
        except urllib.error.HTTPError as error:
            return f"{error.code} "
        except OSError:
            return ""

    def listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def ask(self, query: str) -> Any:
        """One value of the main database, read past Django."""
        with contextlib.closing(sqlite3.connect(self.data / "tirek.sqlite3")) as connection:
            return connection.execute(query).fetchone()[0]


def stop(process: subprocess.Popen[str], number: int = signal.SIGTERM) -> tuple[int, str, float]:
    """Signal a process and wait: its exit code, all it said, and how long it took to end."""
    begun = time.monotonic()
    process.send_signal(number)
    said, _nothing = process.communicate(timeout=PATIENCE)
    return process.returncode, said, time.monotonic() - begun


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """What a refused command said: exactly one line, no traceback, and a failing exit code."""
    assert done.returncode != 0
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, done.stderr
    return lines[0]
