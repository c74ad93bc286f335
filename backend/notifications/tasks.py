"""Dramatiq's part: carries an id, calls the one function that does the work."""

import dramatiq

from backend.kernel.clock import now
from backend.notifications.sending import deliver
from backend.notifications.waits import lease

LONGEST_SENDING = int(lease().total_seconds() * 1000 * 0.8)  # cut off before the row is thought abandoned


@dramatiq.actor(max_retries=0, queue_name="deliveries", time_limit=LONGEST_SENDING)
def deliver_later(delivery_id: str) -> None:
    """Send one message. Trying again is the row's business, not the broker's, hence no retries."""
    deliver(delivery_id, now())
