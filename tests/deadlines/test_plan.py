"""When who is reminded: a table of cases for pure arithmetic."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.deadlines.plan import before_hearing, before_our_deadline
from backend.kernel.clock import ALMATY

END_OF_FRIDAY = datetime(2026, 11, 14, tzinfo=ALMATY)  # exclusive: the last day is Friday 13 November


def morning(day):
    return datetime(2026, 11, day, 9, tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (morning(2), [10, 12, 13]),
        (morning(10), [10, 12, 13]),
        (morning(10) + timedelta(minutes=1), [12, 13]),
        (morning(13) - timedelta(hours=1), [13]),
    ],
)
def test_we_are_reminded_three_days_and_a_day_before_and_on_the_morning_of_the_last_day(now, told):
    assert before_our_deadline(END_OF_FRIDAY, now) == [morning(day) for day in told]


def test_a_deadline_that_opens_after_its_last_morning_reminds_at_once():
    now = datetime(2026, 11, 13, 15, tzinfo=ALMATY)
    assert before_our_deadline(END_OF_FRIDAY, now) == [now]


def test_of_what_has_passed_nobody_is_reminded():
    assert before_our_deadline(END_OF_FRIDAY, END_OF_FRIDAY) == []


def test_a_sitting_is_told_of_as_far_as_the_reminders_lie_ahead():
    sitting = datetime(2026, 11, 13, 5, tzinfo=UTC)
    assert before_hearing(sitting, sitting - timedelta(hours=5)) == [sitting - timedelta(hours=2)]
    assert before_hearing(sitting, sitting) == []


def test_a_sitting_set_for_the_next_hour_is_told_of_at_once():
    sitting = datetime(2026, 11, 13, 5, tzinfo=UTC)
    now = sitting - timedelta(hours=1)
    assert before_hearing(sitting, now) == [now]


moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@given(act_by=moments, now=moments)
def test_every_reminder_lies_between_now_and_the_end_and_there_is_always_one(act_by, now):
    told = before_our_deadline(act_by, now)
    assert all(now <= moment < act_by for moment in told)
    assert bool(told) == (now < act_by)
    assert told == sorted(set(told))
