"""Two browsers, two clocks, two colleagues at the same moment: what may happen once happens once."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connections

from backend.accounts.models import User
from backend.audit.models import AuditEntry
from backend.cases.clockwork import expire_offers
from backend.cases.leaving import switch_off
from backend.cases.models import Case
from backend.cases.offers import accept_offer, offer_case
from backend.kernel.errors import RuleBroken
from backend.notifications.models import Delivery
from backend.vault.keys import key_session
from tests.world import NOON, begin_work

LATER = NOON + timedelta(hours=1)


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run each in a thread of its own, begun together; returns what each gave or raised."""
    found: list[Any] = [None] * len(works)
    start = threading.Barrier(len(works))

    def run(place: int, work: Callable[[], Any]) -> None:
        start.wait()
        try:
            with key_session():
                found[place] = work()
        except RuleBroken as error:
            found[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.fixture
def zarina(committed_cast) -> User:
    user = User.objects.create_user("zarina@example.org", "twelve-letters-at-least", full_name="Зарина Ли")
    begin_work(user, committed_cast.organisation, "lawyer", at=NOON)
    return user


@pytest.fixture
def offer(committed_cast, zarina):
    return offer_case(
        committed_cast.case, zarina, "second", answer_by=date(2026, 11, 6), by=committed_cast.dana, at=NOON
    )


def test_an_offer_accepted_in_two_browsers_at_once_is_accepted_once(committed_cast, zarina, offer):
    answers = at_once(*[lambda: accept_offer(offer, by=zarina, at=LATER)] * 2)
    assert sum(isinstance(answer, RuleBroken) for answer in answers) == 1
    assert committed_cast.case.team.filter(user=zarina).count() == 1
    assert AuditEntry.objects.filter(verb="offer.accepted").count() == 1


def test_of_two_clocks_one_closes_an_offer_past_its_day(committed_cast, offer):
    closed = at_once(*[lambda: expire_offers(offer.expires_at)] * 2)
    assert sum(closed) == 1
    assert Delivery.objects.filter(kind="offer_expired", user=committed_cast.bek, channel="inbox").count() == 1


def test_who_is_switched_off_while_she_accepts_leads_nothing(committed_cast, zarina, offer):
    membership = zarina.memberships.get()
    at_once(
        lambda: accept_offer(offer, by=zarina, at=LATER),
        lambda: switch_off(membership, takers={}, by=committed_cast.bek, at=LATER),
    )
    assert not Case.objects.visible_to(zarina).exists()
    assert not committed_cast.case.team.filter(user=zarina, ended_at=None).exists()
