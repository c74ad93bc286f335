"""What the clock does for the outbox: hand what is due to the postman, and take back what a dead sender held."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from backend.kernel.commit import after_commit
from backend.notifications.models import Delivery, DeliveryState
from backend.notifications.sending import LEASE
from backend.notifications.tasks import deliver_later

AT_MOST_HANDED_OUT = 500


def hand_out(now: datetime) -> int:
    """Queue the messages that are due at `now`; returns how many.

    Handing a *queued* row out again (its message was lost with the broker) changes nothing of it, so that the older
    message, should it still come, is as good. A row found *sending* after its lease: the outcome is unknown, and the
    next sending says that it may be a repeat.
    """
    with transaction.atomic():
        waiting = Delivery.objects.filter(state=DeliveryState.QUEUED, next_at__gt=now).count()
        room = AT_MOST_HANDED_OUT - waiting
        if room <= 0:
            return 0
        due = list(
            Delivery.objects.select_for_update(skip_locked=True)
            .filter(
                next_at__lte=now,
                state__in=[DeliveryState.PENDING, DeliveryState.QUEUED, DeliveryState.SENDING],
            )
            .order_by("next_at")
            .values_list("pk", "state")[:room]
        )
        lost = [pk for pk, state in due if state == DeliveryState.SENDING]
        Delivery.objects.filter(pk__in=lost).update(uncertain=F("uncertain") + 1)
        ids = [pk for pk, _state in due]
        Delivery.objects.filter(pk__in=ids).update(state=DeliveryState.QUEUED, next_at=now + LEASE)
        for pk in ids:
            after_commit(deliver_later.send, str(pk))
    return len(ids)
