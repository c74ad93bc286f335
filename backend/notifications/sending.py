"""Sending one message of the outbox. Whoever claims the row sends it; the rest find nothing to do."""

from datetime import datetime, timedelta

from django.db.models import F

from backend.notifications.models import Delivery, DeliveryState
from backend.notifications.texts import message
from backend.notifications.transports import TRANSPORTS, TransportError

LEASE = timedelta(minutes=5)
WAITS = (1, 5, 30, 120, 720)  # minutes before the next try


def deliver(delivery_id: str, now: datetime) -> bool:
    """Send one message if it still waits for it; returns whether it went out.

    `claim_no` fences off a sender that was thought dead and comes back: it may no longer mark the row.
    """
    taken = Delivery.objects.filter(pk=delivery_id, state=DeliveryState.QUEUED).update(
        state=DeliveryState.SENDING,
        claim_no=F("claim_no") + 1,
        attempts=F("attempts") + 1,
        next_at=now + LEASE,
    )
    if not taken:
        return False
    row = Delivery.objects.select_related("user").get(pk=delivery_id)
    mine = Delivery.objects.filter(pk=row.pk, claim_no=row.claim_no, state=DeliveryState.SENDING)
    words = message(row.kind, row.params, row.user.language, repeat=row.uncertain > 0)
    try:
        TRANSPORTS[row.channel].send(row.user, words, f"{row.pk}")
    except TransportError as error:
        given_up = error.permanent or row.attempts > len(WAITS)
        mine.update(
            state=DeliveryState.FAILED if given_up else DeliveryState.PENDING,
            next_at=now + timedelta(minutes=WAITS[min(row.attempts, len(WAITS)) - 1]),
            error=str(error)[:200],
        )
        return False
    return bool(mine.update(state=DeliveryState.SENT, sent_at=now, error=""))
