"""Doing once what was asked twice: the phone that lost its connection, the double press."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.jobs.models import IdempotentAnswer
from backend.kernel.errors import InvalidInput

KEPT = timedelta(days=1)


@transaction.atomic
def once(user: Any, key: str, request_body: str, work: Callable[[], Any], *, at: datetime) -> tuple[str, bool]:
    """Run `work` (which returns a row) unless this key already did; returns the row's id and whether it was made now.

    The key and what it made are one transaction; a second request waits for the first and finds its row. Raises
    InvalidInput when the key was used with another body.
    """
    if not key:
        return str(work().pk), True
    if len(key) > 120:
        raise InvalidInput(_("An Idempotency-Key has at most 120 characters."), code="idempotency_key")
    IdempotentAnswer.objects.filter(user=user, made_at__lt=at - KEPT).delete()
    request_hash = sha256(request_body.encode()).hexdigest()
    row, made = IdempotentAnswer.objects.get_or_create(
        user=user, key=key, defaults={"request_hash": request_hash, "made_at": at}
    )
    if not made:
        if row.request_hash != request_hash:
            raise InvalidInput(_("This Idempotency-Key was used for another request."), code="idempotency_key")
        return row.reference, False
    row.reference = str(work().pk)
    row.save(update_fields=["reference"])
    return row.reference, True
