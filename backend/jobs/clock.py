"""The clock: a loop that calls what is registered, every so many seconds, once over however many clocks run."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import close_old_connections, connections
from django.db.models import Q

from backend.jobs.models import PeriodicSlot
from backend.kernel.clock import now

log = logging.getLogger(__name__)

SKEW = 60  # seconds by which the clocks of two hosts may differ


@dataclass(frozen=True, slots=True)
class Periodic:
    """A job of the clock: what to call with the moment, and how often (seconds)."""

    name: str
    work: Callable[[datetime], Any]
    every: int


_jobs: dict[str, Periodic] = {}


def every(seconds: int, name: str, work: Callable[[datetime], Any]) -> None:
    """Have the clock call `work(now)` once in every `seconds`."""
    _jobs[name] = Periodic(name, work, seconds)


def periodic_jobs() -> list[Periodic]:
    """What the clock calls, and how often."""
    return list(_jobs.values())


def claim_slot(name: str, slot: int, *, far: int = SKEW) -> bool:
    """Whether this clock is the one that does the job in this slot: one UPDATE decides.

    A slot taken more than `far` ahead was taken by a clock that stood wrong and has been set back. It must not
    silence the job until that moment comes, so it counts as none.
    """
    PeriodicSlot.objects.get_or_create(name=name)
    ours_to_take = Q(slot__lt=slot) | Q(slot__gt=slot + far)
    return bool(PeriodicSlot.objects.filter(ours_to_take, name=name).update(slot=slot))


def tick() -> None:
    """Do what is due. A job that fails is logged without its arguments, and has its next turn as usual."""
    moment = now()
    for job in periodic_jobs():
        try:
            if claim_slot(job.name, int(moment.timestamp()) // job.every, far=max(1, SKEW // job.every)):
                job.work(moment)
        except Exception as error:
            log.error("The periodic job %s failed: %s", job.name, type(error).__name__)


def run_clock(stop: threading.Event, *, pause: float = 1.0) -> None:
    """Tick until told to stop. Nothing that a job does ends the clock."""
    while not stop.is_set():
        started = time.monotonic()
        try:
            close_old_connections()
            tick()
        except Exception as error:  # the database is away: the next tick will see
            log.error("The clock could not tick: %s", type(error).__name__)
        stop.wait(max(0.1, pause - (time.monotonic() - started)))
    connections.close_all()
