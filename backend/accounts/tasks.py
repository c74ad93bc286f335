"""Dramatiq's part: carries an id, calls the one function that does the work."""

import dramatiq

from backend.accounts.passwords import answer_reset
from backend.kernel.clock import now


@dramatiq.actor(max_retries=0, queue_name="deliveries", time_limit=60_000)
def answer_reset_later(request_id: str) -> None:
    """Answer one request for a new password. Trying again is the row's business: the clock finds it."""
    answer_reset(request_id, at=now())
