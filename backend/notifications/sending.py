"""Sending one message of the outbox. Whoever claims the row sends it; the rest find nothing to do."""

import logging
from datetime import datetime
from typing import Any

from django.db.models import F

from backend.notifications.models import HELD, Delivery, DeliveryState
from backend.notifications.texts import UnknownKind, message
from backend.notifications.transports import TRANSPORTS, TransportError
from backend.notifications.waits import MOST_ATTEMPTS, WAITS, lease

log = logging.getLogger(__name__)


def deliver(delivery_id: Any, now: datetime) -> bool:
    """Send one message if it still waits for it; returns whether it went out.

    Whatever goes wrong, the row says so and when it is tried again, or that it is given up.
    """
    row = _claim(delivery_id, now)
    if row is None:
        return False
    if not (row.user.is_active and row.user.role_in(row.organisation_id)):
        _mark(row, state=DeliveryState.WITHHELD, error="The reader no longer works in this organisation.")
        return False
    try:
        _send(row)
    except TransportError as error:
        _not_sent(row, error, now)
        return False
    return _mark(row, state=DeliveryState.SENT, sent_at=now, error="")


def _claim(delivery_id: Any, now: datetime) -> Delivery | None:
    """Make the row ours, or None when it is not waiting. Every claim has a number of its own, which fences."""
    taken = Delivery.objects.filter(pk=delivery_id, state=DeliveryState.QUEUED).update(
        state=DeliveryState.SENDING,
        claim_no=F("claim_no") + 1,
        attempts=F("attempts") + 1,
        next_at=now + lease(),
    )
    return Delivery.objects.select_related("user").get(pk=delivery_id) if taken else None


def _send(row: Delivery) -> None:
    """Find the words and give them to the channel. Raises TransportError and nothing else."""
    try:
        words = message(row.kind, row.params, row.user.language, repeat=row.uncertain > 0)
        transport = TRANSPORTS[row.channel]
    except UnknownKind as error:
        raise TransportError(str(error), permanent=True) from error
    except Exception as error:
        raise TransportError(f"No words could be made of it: {type(error).__name__}.") from error
    try:
        transport.send(row.user, words, str(row.pk))
    except TransportError:
        raise
    except Exception as error:  # a fault of ours, after which nobody knows how far it came
        raise TransportError(f"The channel failed: {type(error).__name__}.", uncertain=True) from error


def _not_sent(row: Delivery, error: TransportError, now: datetime) -> None:
    given_up = error.permanent or row.attempts >= MOST_ATTEMPTS
    _mark(
        row,
        state=DeliveryState.FAILED if given_up else DeliveryState.PENDING,
        next_at=now if given_up else now + WAITS[row.attempts - 1],
        error=str(error)[:200],
        uncertain=row.uncertain + error.uncertain,
    )
    log.log(
        logging.ERROR if given_up else logging.WARNING,
        "Delivery %s by %s, try %s%s: %s", row.pk, row.channel, row.attempts, ", given up" if given_up else "", error,
    )  # fmt: skip


def _mark(row: Delivery, **facts: Any) -> bool:
    """Write down how it ended, unless somebody else has begun to send the row since.

    The lease may have run out meanwhile and the row be queued again: as long as nobody has begun, we know best, and
    what was thought uncertain no longer is.
    """
    mine = Delivery.objects.filter(pk=row.pk, claim_no=row.claim_no, state__in=HELD)
    return bool(mine.update(**{"uncertain": row.uncertain, **facts}))
