"""The clock hands out what is due, and no more than can be sent; what is lost on the way it hands out again."""

from datetime import timedelta
from unittest.mock import Mock, patch

import dramatiq
import pytest
from django.db import connection

from backend.notifications import clockwork
from backend.notifications.clockwork import hand_out
from backend.notifications.models import Delivery
from backend.notifications.outbox import notify
from backend.notifications.sending import deliver
from backend.notifications.waits import MOST_ATTEMPTS, WAITS, lease
from tests.notifications.conftest import PARAMS
from tests.world import NOON

LATER = NOON + lease() + timedelta(seconds=1)


def test_nothing_is_handed_out_before_its_moment(told):
    told()
    assert hand_out(NOON - timedelta(seconds=1)) == 0
    assert hand_out(NOON) == 1
    assert hand_out(NOON) == 0


def test_a_lost_queue_is_rebuilt_and_the_first_message_stays_good(told, channel):
    row = told()
    hand_out(NOON)
    assert hand_out(LATER) == 1
    row.refresh_from_db()
    assert (row.claim_no, row.uncertain, row.attempts) == (0, 0, 0)
    assert deliver(row.pk, LATER)
    assert not deliver(row.pk, LATER)
    assert len(channel.sent) == 1


def test_no_more_are_out_than_can_be_sent(told, monkeypatch):
    monkeypatch.setattr(clockwork, "AT_MOST_HANDED_OUT", 3)
    rows = [told(f"{number}") for number in range(5)]
    assert hand_out(NOON) == 3
    assert hand_out(NOON) == 0
    deliver(rows[0].pk, NOON)
    assert hand_out(NOON) == 1


def test_the_oldest_are_handed_out_first(told, monkeypatch):
    monkeypatch.setattr(clockwork, "AT_MOST_HANDED_OUT", 1)
    told("new")
    Delivery.objects.update(next_at=NOON + timedelta(minutes=1))
    old = told("old")
    hand_out(NOON + timedelta(minutes=1))
    assert Delivery.objects.get(state="queued") == old


def test_a_vanished_sender_leaves_doubt_that_the_row_tells(told, channel):
    row = told()
    hand_out(NOON)
    with patch.object(channel, "send", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        deliver(row.pk, NOON)
    assert hand_out(NOON + timedelta(seconds=1)) == 0
    assert hand_out(LATER) == 1
    row.refresh_from_db()
    assert (row.state, row.uncertain) == ("queued", 1)
    assert "vanished" in row.error


def test_what_kills_its_sender_every_time_is_not_sent_for_ever(told):
    row = told()
    Delivery.objects.update(state="sending", attempts=MOST_ATTEMPTS, next_at=NOON)
    assert hand_out(NOON) == 0
    row.refresh_from_db()
    assert (row.state, row.uncertain) == ("failed", 1)
    assert "vanished" in row.error


def test_while_the_broker_is_away_nothing_waits_for_messages_that_never_left(committed_cast, monkeypatch):
    row, _email = notify(
        committed_cast.dana, kind="authority_overdue", params=PARAMS, dedup_key="one", due_at=NOON,
        organisation_id=committed_cast.organisation.pk,
    )  # fmt: skip
    with monkeypatch.context() as away:
        away.setattr(dramatiq.get_broker(), "enqueue", Mock(side_effect=ConnectionError))
        with pytest.raises(ConnectionError):
            hand_out(NOON)
    row.refresh_from_db()
    assert (row.state, row.next_at) == ("pending", NOON)
    assert hand_out(NOON) == 2


@pytest.mark.parametrize("state", ["pending", "queued", "sending"])
def test_a_clock_set_back_by_a_day_holds_nothing_up(told, state):
    row = told()
    wrong = NOON + timedelta(days=1)
    ends = wrong + (WAITS[-1] if state == "pending" else lease())
    Delivery.objects.update(state=state, attempts=1, next_at=ends)
    assert hand_out(NOON) == 1
    row.refresh_from_db()
    assert row.next_at == NOON + lease()


def test_a_wait_that_is_given_today_is_kept(told):
    told()
    Delivery.objects.update(attempts=5, next_at=NOON + WAITS[-1])
    assert hand_out(NOON) == 0


def test_what_is_due_is_found_without_reading_what_is_done(told):
    told()
    plan = Delivery.objects.to_hand_out(NOON).order_by("next_at").explain()
    assert "deliveries_to_do" in plan or connection.vendor == "postgresql"  # which scans a table of one page
