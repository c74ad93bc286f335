"""Doing once what was asked twice: the phone that lost its connection, the double press."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.jobs.models import IdempotentAnswer
from backend.kernel.errors import InvalidInput

KEPT = timedelta(days=1)
KEY = re.compile(r"[\x21-\x7e]{1,120}")


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """What the first request was answered: the status, and the body sealed (this floor cannot open it)."""

    status: int
    sealed: bytes


@transaction.atomic
def once(user: Any, key: str, request_body: str, work: Callable[[], FirstAnswer], *, at: datetime) -> FirstAnswer:
    """Run `work` unless the user's key already did; returns the first answer either way.

    The key, what was made and its answer are one transaction: a second request waits for the first and finds its
    answer; work that raises leaves no key behind, so that the mended request may come again. Raises InvalidInput when
    the key was used with another body, or is none.
    """
    if not KEY.fullmatch(key):
        raise InvalidInput(
            _("An Idempotency-Key has 1 to 120 letters, digits and signs without spaces."), code="idempotency_key"
        )
    forget_old_answers(at, user=user)
    request_hash = sha256(request_body.encode()).hexdigest()
    row, made = IdempotentAnswer.objects.get_or_create(
        user=user, key=key, defaults={"request_hash": request_hash, "made_at": at}
    )
    if not made:
        if row.request_hash != request_hash:
            raise InvalidInput(_("This Idempotency-Key was used for another request."), code="idempotency_key")
        return FirstAnswer(row.status, bytes(row.sealed))
    answer = work()
    row.status, row.sealed = answer.status, answer.sealed
    row.save(update_fields=["status", "sealed"])
    return answer


def forget_old_answers(at: datetime, *, user: Any = None) -> int:
    """Delete answers that are no longer kept at `at` (one user's, or everybody's); returns how many."""
    old = IdempotentAnswer.objects.filter(made_at__lt=at - KEPT)
    deleted, _rows = (old.filter(user=user) if user is not None else old).delete()
    return int(deleted)
