"""Deliveries to Dana, and channels that do what a test tells them."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.notifications.models import Delivery
from backend.notifications.outbox import notify
from backend.notifications.transports import TRANSPORTS
from tests.world import NOON

PARAMS = {"case_code": "АЛ-26-0001", "case_id": "1", "due_at": NOON.isoformat(), "act_by": NOON.isoformat()}


@pytest.fixture
def told(cast) -> Callable[..., Delivery]:
    """Puts one message for Dana into the outbox; the row of its e-mail."""

    def put(key: str = "one", kind: str = "authority_overdue", channel: str = "email") -> Delivery:
        notify(cast.dana, kind=kind, params=PARAMS, dedup_key=key, due_at=NOON, organisation_id=cast.organisation.pk)
        Delivery.objects.exclude(channel=channel).delete()
        return Delivery.objects.get(dedup_key=key)

    return put


class Channel:
    """Takes what it is given, after doing what the test wants done."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.first: Callable[[], Any] = lambda: None

    def send(self, user: Any, message: Any, key: str) -> None:
        self.first()
        self.sent.append(message)


@pytest.fixture
def channel(monkeypatch) -> Channel:
    """Stands where e-mail stands."""
    stand_in = Channel()
    monkeypatch.setitem(TRANSPORTS, "email", stand_in)
    return stand_in
