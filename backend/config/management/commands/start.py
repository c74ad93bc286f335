"""manage.py start: everything an installation needs, in order, then pages, API, worker and clock together."""

import os
import signal
import socket
import subprocess
import sys
import time
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from backend.config.lifeline import PARENT, let_begin
from backend.config.preflight import CannotStart, alone_in, need_free, need_writable
from backend.jobs.brokers import is_embedded
from backend.jobs.running import BackgroundWork

UP_WITHIN = 60.0
DOWN_WITHIN = 8.0


class Stopped(BaseException):
    """Ctrl-C or SIGTERM: not an error, and not to be caught as one on its way out."""


class Command(BaseCommand):
    help = "Sets the installation up and serves it. Running it again keeps the data."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _stop)
        try:
            need_writable(settings.TIREK_DATA_DIR)
            with alone_in(settings.TIREK_DATA_DIR):
                need_free(settings.TIREK_ADDRESS, settings.TIREK_PORT)
                self._set_up_and_serve()
        except CannotStart as error:
            raise CommandError(str(error)) from None
        except Stopped:
            return

    def _set_up_and_serve(self) -> None:
        """Set up, and serve until told to stop (Stopped), or until the web server ends by itself (CommandError).

        The web server is begun first, so that it reads its code meanwhile; it opens nothing before it is told to.
        """
        work: BackgroundWork | None = None
        call_command("compile_catalogues", verbosity=0)  # the web server reads its words together with its code
        web = subprocess.Popen(
            [sys.executable, "-m", "backend.config.serving"],
            cwd=settings.ROOT,
            env=os.environ | {PARENT: str(os.getpid())},
            stdin=subprocess.PIPE,
        )
        try:
            call_command("set_up", stdout=self.stdout, stderr=self.stderr)
            work = BackgroundWork()
            work.start()
            let_begin(web)
            _wait_until_up(web)
            self._say_where()
            raise CommandError(f"The web server ended by itself (exit code {web.wait()}); its last lines say why.")
        finally:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_IGN)  # once is enough: what follows takes seconds
            _end(web)
            if work:
                work.stop()

    def _say_where(self) -> None:
        self.stdout.write(f"\nTirek is at http://{_reached_at()}:{settings.TIREK_PORT}   (Ctrl-C stops it)")
        if not is_embedded():
            self.stdout.write("Messages wait at the broker for workers; run one too: dramatiq backend.config.worker")
        if settings.TIREK_DEMO:
            self.stdout.write(
                "Demo logins, password demo-demo-demo:\n"
                "  case worker  asel@demo.kz\n  lawyer       dana@demo.kz\n  coordinator  bek@demo.kz\n"
            )
        self.stdout.flush()


def _stop(*_: object) -> NoReturn:
    raise Stopped


def _reached_at() -> str:
    """The address to type into a browser on this machine."""
    told: str = settings.TIREK_ADDRESS
    told = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(told, told)
    return f"[{told}]" if ":" in told else told


def _wait_until_up(web: subprocess.Popen[bytes]) -> None:
    """Return once the web server takes connections, or has ended."""
    until = time.monotonic() + UP_WITHIN
    while web.poll() is None and time.monotonic() < until:
        try:
            socket.create_connection((_reached_at().strip("[]"), settings.TIREK_PORT), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)


def _end(web: subprocess.Popen[bytes]) -> None:
    """Ask the web server to stop, and insist when it takes too long."""
    web.terminate()
    try:
        web.wait(DOWN_WITHIN)
    except subprocess.TimeoutExpired:
        web.kill()
        web.wait()
