"""What the clock does for the outbox: hand what is due to the postman, and take back what a dead sender held."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from backend.jobs.posting import post
from backend.notifications.models import Delivery, DeliveryState
from backend.notifications.tasks import deliver_later
from backend.notifications.waits import MOST_ATTEMPTS, lease

AT_MOST_HANDED_OUT = 500
VANISHED = "The sender vanished in the middle; whether it went out is not known."

log = logging.getLogger(__name__)


def hand_out(now: datetime) -> int:
    """Queue the messages that are due at `now`; returns how many.

    Should the broker be away, the rows are not left waiting for messages that never left: they are due again at once.
    """
    ids: list[Any] = []
    try:
        with transaction.atomic():
            ids += _mark_as_queued(now)
            post(deliver_later, ids)
    except Exception:
        Delivery.objects.filter(pk__in=ids, state=DeliveryState.QUEUED).update(state=DeliveryState.PENDING, next_at=now)
        raise
    return len(ids)


def _mark_as_queued(now: datetime) -> list[Any]:
    """The ids of the rows that are to be handed out at `now`, marked so.

    Never more than AT_MOST_HANDED_OUT are out at once: a queue longer than the workers can empty within the lease
    would only be handed out again and again. A *queued* row that is handed out again (its message was lost on the
    way) is not otherwise changed, so that the first message, should it still come, is as good as the second; the
    later of the two finds nothing to do.
    """
    out = Delivery.objects.filter(state=DeliveryState.QUEUED, next_at__gt=now, next_at__lte=now + lease()).count()
    room = AT_MOST_HANDED_OUT - out
    if room <= 0:
        return []
    due = list(
        Delivery.objects.to_hand_out(now)
        .select_for_update(skip_locked=True)
        .order_by("next_at")
        .values_list("pk", "state", "attempts")[:room]
    )
    given_up = _take_back([(pk, attempts) for pk, state, attempts in due if state == DeliveryState.SENDING], now)
    ids = [pk for pk, _state, _attempts in due if pk not in given_up]
    Delivery.objects.filter(pk__in=ids).update(state=DeliveryState.QUEUED, next_at=now + lease())
    return ids


def _take_back(vanished: list[tuple[Any, int]], now: datetime) -> set[Any]:
    """Note of rows found *sending* after their lease that the outcome is unknown; the next sending says so.

    Returns those that are given up: whatever kills its sender every time would be sent for ever.
    """
    if not vanished:
        return set()
    ids = [pk for pk, _attempts in vanished]
    Delivery.objects.filter(pk__in=ids).update(uncertain=F("uncertain") + 1, error=VANISHED)
    log.warning("%s deliveries: %s", len(ids), VANISHED)
    given_up = {pk for pk, attempts in vanished if attempts >= MOST_ATTEMPTS}
    if given_up:
        Delivery.objects.filter(pk__in=given_up).update(state=DeliveryState.FAILED, next_at=now)
        log.error("%s deliveries are given up: their senders vanished %s times.", len(given_up), MOST_ATTEMPTS)
    return given_up
