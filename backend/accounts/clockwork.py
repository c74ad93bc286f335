"""What the clock does for accounts: post again what was asked and not answered, and forget what is too old."""

from datetime import datetime, timedelta

from backend.accounts.models import ResetRequest
from backend.accounts.passwords import LASTS
from backend.accounts.tasks import answer_reset_later
from backend.jobs.posting import post

POSTED_AGAIN_AFTER = timedelta(minutes=1)


def answer_late_resets(now: datetime) -> None:
    """Requests whose message was lost, or whose letter could not be sent, are posted again until their hour is over."""
    ResetRequest.objects.filter(asked_at__lt=now - LASTS).delete()
    late = ResetRequest.objects.filter(asked_at__lt=now - POSTED_AGAIN_AFTER)
    post(answer_reset_later, late.values_list("pk", flat=True)[:100])
