"""Doing once what was asked twice: the phone that lost its connection, the double press."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac
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
def once(user: Any, key: str, request_body: str, work: Callable[[], Any], *, at: datetime) -> tuple[str, bool]:
    """Run `work` (which returns a row) unless this key already did; returns the row's id and whether it was made now.

    The key and what it made are one transaction; a second request waits for the first and finds its row. Raises
    InvalidInput when the key was used with another body.
    """
    if not key:
        return str(work().pk), True
    kept, made = _claim(user, key, request_body, at=at)
    if not made:
        return kept.reference, False
    kept.reference = str(work().pk)
    kept.save(update_fields=["reference"])
    return kept.reference, True


@transaction.atomic
def answered_once(
    user: Any, key: str, request_body: str, work: Callable[[], FirstAnswer], *, at: datetime
) -> FirstAnswer:
    """Run `work` unless the user's key already did; returns the first answer either way, word for word.

    As with `once`, all is one transaction: work that raises leaves no key behind, so that the mended request may come
    again. Raises InvalidInput when the key was used with another body, or is none.
    """
    kept, made = _claim(user, key, request_body, at=at)
    if not made:
        return FirstAnswer(kept.status, bytes(kept.sealed))
    answer = work()
    kept.status, kept.sealed = answer.status, answer.sealed
    kept.save(update_fields=["status", "sealed"])
    return answer


def _claim(user: Any, key: str, request_body: str, *, at: datetime) -> tuple[IdempotentAnswer, bool]:
    """The row of the user's key, and whether it is new. Whoever comes second waits here until the first is done."""
    if not KEY.fullmatch(key):
        raise InvalidInput(
            _("An Idempotency-Key has 1 to 120 letters, digits and signs without spaces."), code="idempotency_key"
        )
    forget_old_answers(at, user=user)
    # Keyed: what was sent names people, and a plain digest could be found by trying.
    request_hash = salted_hmac("tirek idempotency", request_body, algorithm="sha256").hexdigest()
    kept, made = IdempotentAnswer.objects.get_or_create(
        user=user, key=key, defaults={"request_hash": request_hash, "made_at": at}
    )
    if kept.request_hash != request_hash:
        raise InvalidInput(_("This Idempotency-Key was used for another request."), code="idempotency_key")
    return kept, made


def forget_old_answers(at: datetime, *, user: Any = None) -> int:
    """Delete answers that are no longer kept at `at` (one user's, or everybody's); returns how many."""
    old = IdempotentAnswer.objects.filter(made_at__lt=at - KEPT)
    deleted, _rows = (old.filter(user=user) if user is not None else old).delete()
    return int(deleted)
