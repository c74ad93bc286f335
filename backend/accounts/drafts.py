"""What somebody was typing when her screen closed: kept for hours, sealed under a key of her own, given back once.

One draft a person: the newest. It is stored here and not in the browser, because the browser may be taken away.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from backend.accounts.keys import ensure_own_key
from backend.accounts.models import Draft, User

KEPT = timedelta(hours=12)
LARGEST = 200_000
NEVER_KEPT = {"csrfmiddlewaretoken", "password", "next"}


def keep_draft(user: User, page: str, typed: Mapping[str, Sequence[str]], *, at: datetime) -> bool:
    """Keep what was typed on a page; returns whether it was kept (nothing typed, or too much, is not)."""
    told = {name: list(values) for name, values in typed.items() if name not in NEVER_KEPT}
    if not any(value.strip() for values in told.values() for value in values):
        return False
    if len(page) > 300 or len(json.dumps(told, ensure_ascii=False).encode()) > LARGEST:
        return False
    ensure_own_key(user)
    Draft.objects.filter(user=user).delete()
    Draft(user=user, page=page, typed=told, saved_at=at).save(force_insert=True)
    return True


def has_draft(user: User, page: str, *, at: datetime) -> bool:
    """Whether something typed on the page waits to be given back."""
    return Draft.objects.filter(user=user, page=page, saved_at__gt=at - KEPT).exists()


def take_draft(user: User, page: str, *, at: datetime) -> dict[str, list[str]] | None:
    """Hand out what was typed on the page, and forget it. None when there is nothing, or nothing recent."""
    draft = Draft.objects.filter(user=user, page=page, saved_at__gt=at - KEPT).first()
    Draft.objects.filter(user=user, saved_at__lte=at - KEPT).delete()
    if draft is None:
        return None
    typed: dict[str, list[str]] = draft.typed
    draft.delete()
    return typed
