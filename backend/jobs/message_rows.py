"""The rows behind the database broker: put in, take on lease, keep, finish, give back, bury.

Every function is one statement, or one short transaction, on Django's default connection. The time is the host's own,
not the house's clock: a lease must mean the same in all processes, and `TIREK_NOW` moves each of them differently.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from backend.jobs.models import QueuedMessage

LEASE = timedelta(seconds=min(60, settings.TIREK_LEASE))
MOST_TAKES = 10  # a message that has cost ten workers their lives is not given an eleventh

# The same words on both databases. PostgreSQL passes over rows that another transaction is just taking; on SQLite the
# transaction is IMMEDIATE, so the writer is alone. MATERIALIZED keeps PostgreSQL from choosing the rows twice.
_TAKE = """
WITH chosen AS MATERIALIZED (
    SELECT id FROM {table} WHERE queue = %s AND dead_at IS NULL AND (next_at IS NULL OR next_at <= %s)
    ORDER BY id LIMIT %s {lock}
)
UPDATE {table} SET holder = %s, takes = takes + 1, next_at = %s
WHERE id IN (SELECT id FROM chosen) RETURNING id, takes, body
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """A message on lease: the row, the number of this taking (which fences), and the message itself."""

    row_id: int
    take: int
    body: str


def put(queue: str, actor: str, body: str, *, delay_ms: int | None = None) -> None:
    """Store a message. Inside a transaction it is there once, and only if, that commits."""
    at = timezone.now()
    later = at + timedelta(milliseconds=delay_ms) if delay_ms else None
    QueuedMessage.objects.create(queue=queue, actor=actor, body=body, enqueued_at=at, next_at=later)


def take(queue: str, room: int, *, holder: str) -> list[Taken]:
    """Lease up to `room` messages whose moment has come, oldest first; none that anybody else has taken."""
    at = timezone.now()
    ready = QueuedMessage.objects.alive().filter(Q(next_at=None) | Q(next_at__lte=at), queue=queue)
    if not ready.order_by().exists():  # looking takes no lock, and most looks find nothing
        return []
    sql = _TAKE.format(
        table=connection.ops.quote_name(QueuedMessage._meta.db_table),
        lock="FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else "",
    )
    moment = connection.ops.adapt_datetimefield_value
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [queue, moment(at), room, holder, moment(at + LEASE)])
        taken = [Taken(*row) for row in cursor.fetchall()]
    for one in taken:
        if one.take > MOST_TAKES:
            bury(one.row_id, one.take, f"Given up: {MOST_TAKES} workers vanished while they held it.")
    return sorted((one for one in taken if one.take <= MOST_TAKES), key=lambda one: one.row_id)


def keep(row_ids: Iterable[int], *, holder: str) -> None:
    """Prolong the leases of what `holder` still has, and mend leases that a clock set wrong has made too long.

    No lease given now ends later than LEASE from now; a host's clock may differ from another's by as much again.
    """
    at = timezone.now()
    alive = QueuedMessage.objects.alive()
    if mine := list(row_ids):
        alive.filter(pk__in=mine, holder=holder).update(next_at=at + LEASE)
    alive.exclude(holder="").filter(next_at__gt=at + 2 * LEASE).update(next_at=at)


def finish(row_id: int, take: int) -> bool:
    """Remove a message that is done; False when its lease had run out and somebody else has it now."""
    return bool(_mine(row_id, take).delete()[0])


def bury(row_id: int, take: int, error: str) -> None:
    """Make a dead letter of a message: kept, shown, and worked on again only when somebody says so."""
    _mine(row_id, take).update(dead_at=timezone.now(), error=error[:200], holder="", next_at=None)


def give_back(taken: Iterable[tuple[int, int]]) -> None:
    """Return messages that nobody began to work on; that they were taken does not count."""
    for row_id, number in taken:
        _mine(row_id, number).update(holder="", next_at=None, takes=F("takes") - 1)


def revive(letters: Any) -> int:
    """Queue dead letters again, as if new; returns how many."""
    return int(letters.dead().update(dead_at=None, error="", next_at=None, takes=0, enqueued_at=timezone.now()))


def _mine(row_id: int, take: int) -> Any:
    return QueuedMessage.objects.alive().filter(pk=row_id, takes=take)


def oldest_waiting_since() -> datetime | None:
    """When the oldest message came that nobody has taken yet: how far the workers are behind."""
    waiting = QueuedMessage.objects.alive().filter(holder="", next_at=None).order_by("id")
    return waiting.values_list("enqueued_at", flat=True).first()
