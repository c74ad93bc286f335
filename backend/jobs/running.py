"""Worker and clock inside the web process: what the embedded default runs."""

import threading

import dramatiq
from dramatiq import Worker

from backend.jobs.brokers import is_embedded
from backend.jobs.clock import run_clock


class BackgroundWork:
    """The clock's thread and, for the embedded broker, worker threads."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._clock = threading.Thread(target=run_clock, args=(self._stop,), name="clock", daemon=True)
        self._worker = Worker(dramatiq.get_broker(), worker_threads=2, worker_timeout=200) if is_embedded() else None

    def start(self) -> None:
        if self._worker:
            self._worker.start()
        self._clock.start()

    def stop(self) -> None:
        """Let what is being worked on finish, for at most ten seconds."""
        self._stop.set()
        self._clock.join(timeout=5)
        if self._worker:
            self._worker.stop(timeout=10_000)
