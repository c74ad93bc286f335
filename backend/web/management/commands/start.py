"""manage.py start: everything an installation needs, in order, then pages, API, worker and clock from one process."""

import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from backend.accounts.models import User
from backend.jobs.running import BackgroundWork
from backend.vault.errors import VaultError
from backend.vault.ring import master_ring


class Command(BaseCommand):
    help = "Sets the installation up and serves it. Running it again keeps the data."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        _need_writable(settings.TIREK_DATA_DIR)
        _need_free(settings.TIREK_PORT)
        call_command("ensure_master_key")
        try:
            master_ring()
        except VaultError as error:
            raise CommandError(str(error)) from None
        call_command("migrate", verbosity=0, interactive=False)
        call_command("migrate", database="keys", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("compile_catalogues")
        call_command("load_law", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        if settings.TIREK_DEMO and not User.objects.exists():
            self.stdout.write("Playing the demo story (once) ...")
            call_command("play_demo", verbosity=0)
        self._say_where()
        work = BackgroundWork()
        web = subprocess.Popen(_web_server())
        work.start()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: web.terminate())
        try:
            web.wait()
        finally:
            work.stop()

    def _say_where(self) -> None:
        self.stdout.write(f"\nTirek is at http://127.0.0.1:{settings.TIREK_PORT}   (Ctrl-C stops it)")
        if settings.TIREK_DEMO:
            self.stdout.write(
                "Demo logins, password demo-demo-demo:\n"
                "  case worker  asel@demo.kz\n  lawyer       dana@demo.kz\n  coordinator  bek@demo.kz\n"
            )
        sys.stdout.flush()


def _web_server() -> list[str]:
    """The command of the web server. A process of its own, not a fork: a fork would inherit our threads' locks."""
    workers = 1 if "sqlite" in settings.DATABASES["default"]["ENGINE"] else 2
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", settings.TIREK_ADDRESS,
        "--port", str(settings.TIREK_PORT), "--workers", str(workers), "--blocking-threads", "1",
        "--log-level", "warning", "backend.config.wsgi:application",
    ]  # fmt: skip


def _need_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CommandError(
            f"The data directory {folder} cannot be written: {error.strerror}. Choose another with TIREK_DATA_DIR=/path."
        ) from None


def _need_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise CommandError(f"Port {port} is taken. Choose another with TIREK_PORT=8001.") from None
