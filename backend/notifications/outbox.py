"""Putting a message into the outbox: a row for each channel now, the postman when the clock comes by."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from backend.notifications.choices import goes_by
from backend.notifications.models import Delivery
from backend.notifications.texts import KINDS, UnknownKind

CHANNELS = ("inbox", "email")


def notify(
    user: Any,
    *,
    kind: str,
    params: Mapping[str, str],
    dedup_key: str,
    due_at: datetime,
    organisation_id: Any,
    channels: Sequence[str] = CHANNELS,
) -> list[Delivery]:
    """Put one message to `user` into the outbox, once for each channel however often this is called with the same key.

    What the user left out of her mail stands in her inbox only (`choices` says what may be left out).
    `params` leaves the house with the message: codes, keys and moments, never a name. Raises UnknownKind for a kind
    that has no words, here where the fault is, and not only when it is to be sent.
    """
    if kind not in KINDS:
        raise UnknownKind(kind)
    rows = []
    for channel in (one for one in channels if goes_by(one, kind, user)):
        row, made = Delivery.objects.get_or_create(
            dedup_key=dedup_key,
            user=user,
            channel=channel,
            defaults={
                "kind": kind,
                "params": dict(params),
                "next_at": due_at,
                "organisation_id": organisation_id,
            },
        )
        if made:
            rows.append(row)
    return rows
