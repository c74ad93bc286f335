"""The real processes of an installation, on the test's own database: to be started, killed and started again."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from django.db import connections

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = {
    "worker": [sys.executable, "-m", "dramatiq", "backend.config.worker", "--processes", "1", "--threads", "4"],
    "clock": [sys.executable, "manage.py", "run_clock"],
}


class House:
    """A worker and a clock, each a process group of its own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("TIREK_", "DJANGO_"))}
        self.environment = {**inherited, "TIREK_DATA_DIR": str(folder), **_databases(folder), **settings}

    def start(self, name: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                COMMANDS[name],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self, name: str) -> None:
        """kill -9, the process and whatever it has started."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def close(self) -> None:
        for name in list(self.running):
            self.kill(name)

    def last_words(self) -> str:
        """What the processes logged, for a test that failed."""
        return "\n".join(f"{path.name}: {path.read_text()[-1500:]}" for path in self.folder.glob("*.log"))


def _databases(folder: Path) -> dict[str, str]:
    """Settings by which another process finds the databases of this test."""
    told = {}
    for alias, variable, file in (
        ("default", "TIREK_DATABASE_URL", "tirek.sqlite3"),
        ("keys", "TIREK_KEYS_DATABASE_URL", "keys.sqlite3"),
    ):
        settings = connections[alias].settings_dict
        if connections[alias].vendor == "sqlite":
            (folder / file).symlink_to(settings["NAME"])
        else:
            who = quote(settings["USER"]) + (f":{quote(settings['PASSWORD'])}" if settings["PASSWORD"] else "")
            told[variable] = f"postgresql://{who}@{settings['HOST']}:{settings['PORT'] or 5432}/{settings['NAME']}"
    return told
