"""Dramatiq's part: carries an id, calls the one function that does the work."""

import dramatiq

from backend.kernel.clock import now
from backend.notifications.sending import deliver


@dramatiq.actor(max_retries=0, queue_name="deliveries")
def deliver_later(delivery_id: str) -> None:
    """Send one message. Trying again is the row's business, not the broker's, hence no retries."""
    deliver(delivery_id, now())
