"""One message of the outbox: sent by one, marked by who knows, never in doubt without saying so."""

from datetime import timedelta

import pytest
from django.conf import settings

from backend.notifications import tasks
from backend.notifications.clockwork import hand_out
from backend.notifications.models import Delivery
from backend.notifications.sending import deliver
from backend.notifications.texts import UnknownKind
from backend.notifications.transports import TransportError
from backend.notifications.waits import MOST_ATTEMPTS, WAITS, lease
from tests.world import NOON

LATER = NOON + lease() + timedelta(seconds=1)


def failing(error):
    def fail():
        raise error

    return fail


def test_it_is_sent_once_however_many_messages_come(told, channel, drain):
    row = told()
    with drain():
        assert hand_out(NOON) == 1
    assert not deliver(row.pk, NOON)
    row.refresh_from_db()
    assert (row.state, row.attempts, len(channel.sent)) == ("sent", 1, 1)


@pytest.mark.parametrize(
    ("error", "uncertain"),
    [
        (TransportError("The mail server is away."), 0),
        (ValueError("a name"), 1),
        (TransportError("?", uncertain=True), 1),
    ],
)
def test_whatever_goes_wrong_is_written_down_with_the_time_of_the_next_try(told, channel, error, uncertain):
    row = told()
    channel.first = failing(error)
    hand_out(NOON)
    assert not deliver(row.pk, NOON)
    row.refresh_from_db()
    assert (row.state, row.next_at, row.uncertain) == ("pending", NOON + WAITS[0], uncertain)
    assert row.error
    assert "a name" not in row.error


def test_what_may_have_gone_out_says_that_it_may_be_a_repeat(told, channel):
    row = told()
    channel.first = failing(OSError("in the middle"))
    hand_out(NOON)
    deliver(row.pk, NOON)
    channel.first = lambda: None
    hand_out(LATER)
    assert deliver(row.pk, LATER)
    assert "повтор" in channel.sent[0].text
    row.refresh_from_db()
    assert (row.state, row.uncertain, row.error) == ("sent", 1, "")


def test_it_is_given_up_after_the_last_wait_and_the_row_keeps_the_reason(told, channel):
    row, moment = told(), NOON
    channel.first = failing(TransportError("The mail server is away."))
    for _ in range(MOST_ATTEMPTS):
        assert hand_out(moment) == 1
        deliver(row.pk, moment)
        row.refresh_from_db()
        moment = row.next_at
    assert (row.state, row.attempts) == ("failed", len(WAITS) + 1)
    assert "away" in row.error
    assert hand_out(moment + timedelta(days=30)) == 0


def test_what_no_try_will_mend_is_given_up_at_once(told, channel):
    row = told()
    channel.first = failing(TransportError("The address was refused.", permanent=True))
    hand_out(NOON)
    deliver(row.pk, NOON)
    row.refresh_from_db()
    assert row.state == "failed"


def test_a_kind_without_words_is_refused_at_the_door_and_fails_visibly_behind_it(told, channel):
    with pytest.raises(UnknownKind):
        told(kind="nobody_wrote_this")
    row = told()
    Delivery.objects.update(kind="gone_since")
    hand_out(NOON)
    assert not deliver(row.pk, NOON)
    row.refresh_from_db()
    assert (row.state, channel.sent) == ("failed", [])
    assert "gone_since" in row.error


@pytest.mark.parametrize("left", ["account", "organisation"])
@pytest.mark.parametrize("by", ["email", "inbox"])
def test_who_has_left_is_told_nothing(told, channel, cast, left, by):
    row = told(channel=by)
    if left == "account":
        cast.dana.is_active = False
        cast.dana.save()
    else:
        cast.dana.memberships.update(ended_at=NOON)
    hand_out(NOON)
    assert not deliver(row.pk, NOON)
    row.refresh_from_db()
    assert (row.state, channel.sent) == ("withheld", [])
    assert hand_out(NOON + timedelta(days=1)) == 0


def test_a_sender_thought_dead_does_not_mark_what_another_is_sending(told, channel):
    """The first sender is held up past its lease; a second begins; then the first comes back."""
    row = told()

    def meanwhile():
        channel.first = lambda: None
        assert hand_out(LATER) == 1
        assert deliver(row.pk, LATER)

    channel.first = meanwhile
    hand_out(NOON)
    assert not deliver(row.pk, NOON)
    row.refresh_from_db()
    assert (row.state, row.sent_at, row.uncertain, row.claim_no) == ("sent", LATER, 1, 2)
    assert ["повтор" in words.text for words in channel.sent] == [True, False]


def test_a_sender_thought_dead_still_marks_what_nobody_has_begun_again(told, channel):
    row = told()
    channel.first = lambda: hand_out(LATER)
    hand_out(NOON)
    assert deliver(row.pk, NOON)
    row.refresh_from_db()
    assert (row.state, row.uncertain) == ("sent", 0)
    assert not deliver(row.pk, LATER)


def test_a_sending_is_cut_off_before_its_lease_ends():
    assert tasks.deliver_later.options["time_limit"] < settings.TIREK_LEASE * 1000
    assert tasks.deliver_later.options["time_limit"] >= settings.EMAIL_TIMEOUT * 10 * 1000
