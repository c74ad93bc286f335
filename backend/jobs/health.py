"""Whether the clock ticks and the workers work: for `manage.py doctor`."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backend.jobs.clock import periodic_jobs
from backend.jobs.models import PeriodicSlot, QueuedMessage
from backend.kernel.health import Asked, Check, Finding, broken, warning

QUIET = timedelta(minutes=5)  # beyond the period of the most frequent job
BEHIND = timedelta(minutes=10)


def clock_ticks(asked: Asked) -> Iterator[Finding]:
    slots = dict(PeriodicSlot.objects.values_list("name", "slot"))
    last = max((slots.get(job.name, 0) * job.every for job in periodic_jobs()), default=0)
    if not last:
        yield warning(
            _("The clock has not ticked yet."), _("Nobody is reminded of anything."),
            _("manage.py start, or in the scaled form manage.py run_clock"),
        )  # fmt: skip
        return
    quiet = asked.at - datetime.fromtimestamp(last, UTC)
    if quiet > QUIET + timedelta(seconds=min(job.every for job in periodic_jobs())):
        yield broken(
            _("The clock stands still since %(moment)s UTC.") % {"moment": f"{asked.at - quiet:%d.%m.%Y %H:%M}"},
            _("Nobody is reminded of anything."),
            _("manage.py start, or in the scaled form manage.py run_clock"),
        )


def dead_letters(asked: Asked) -> Iterator[Finding]:
    if count := QueuedMessage.objects.dead().count():
        yield warning(
            ngettext("A worker gave up %(n)d message.", "Workers gave up %(n)d messages.", count) % {"n": count},
            _("Somebody may not have been told."),
            "manage.py dead_letters; manage.py dead_letters --retry",
        )


def queue_moves(asked: Asked) -> Iterator[Finding]:
    waiting = QueuedMessage.objects.alive().filter(next_at=None, enqueued_at__lt=asked.at - BEHIND)
    if count := waiting.count():
        yield broken(
            ngettext(
                "%(n)d message has waited for a worker for more than ten minutes.",
                "%(n)d messages have waited for a worker for more than ten minutes.", count,
            ) % {"n": count},
            _("No worker runs, or there are too few."),
            _("manage.py start, or in the scaled form dramatiq backend.config.worker"),
        )  # fmt: skip


CHECKS = (
    Check("clock_ticks", clock_ticks),
    Check("dead_letters", dead_letters),
    Check("queue_moves", queue_moves),
)
