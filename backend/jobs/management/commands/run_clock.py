"""manage.py run_clock: the clock as a process of its own; any number may run."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from backend.jobs.clock import run_clock


class Command(BaseCommand):
    help = "Finds what is due and hands it to the workers, until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        run_clock(stop)
