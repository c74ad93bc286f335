"""When who is reminded: a table of cases for pure arithmetic."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.accounts.settings import Settings
from backend.deadlines.plan import before_hearing, before_our_deadline, last_day_of, once_overdue, safe_day
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


def off(*days):
    return Settings(days_off=frozenset(date(2026, 11, day) for day in days))


def test_lead_times_are_those_of_the_organisation():
    settings = Settings(our_days=(7, 0), hearing_hours=(72,))
    assert before_our_deadline(END_OF_FRIDAY, morning(2), settings) == [morning(6), morning(13)]
    assert before_hearing(morning(13), morning(2), settings) == [morning(10)]


@pytest.mark.parametrize(
    ("days_off", "told"),
    [
        ([13], [9, 11, 12]),  # counted from the day before, the last on which anybody is there
        ([12], [10, 11, 13]),
        ([10, 9], [8, 12, 13]),
        ([11, 12, 13], [7, 9, 10]),
    ],
)
def test_reminders_avoid_the_days_on_which_nobody_is_there(days_off, told):
    assert before_our_deadline(END_OF_FRIDAY, morning(2), off(*days_off)) == [morning(day) for day in told]


def test_a_day_off_moves_what_we_had_better_do_and_never_the_end():
    assert safe_day(END_OF_FRIDAY, off(12, 13)) == date(2026, 11, 11)
    assert safe_day(END_OF_FRIDAY, off(11)) == last_day_of(END_OF_FRIDAY) == date(2026, 11, 13)


def test_with_nothing_but_days_off_left_we_are_told_at_once():
    assert before_our_deadline(END_OF_FRIDAY, morning(12), off(12, 13)) == [morning(12)]


def test_of_a_sitting_we_are_told_on_the_working_day_before_and_two_hours_before_as_ever():
    sitting = datetime(2026, 11, 13, 10, tzinfo=ALMATY)
    told = before_hearing(sitting, morning(2), off(12, 13))
    assert told == [datetime(2026, 11, 11, 10, tzinfo=ALMATY), sitting - timedelta(hours=2)]


def test_that_an_authority_is_late_we_hear_on_the_next_working_morning():
    due = datetime(2026, 11, 12, 15, tzinfo=ALMATY)
    assert once_overdue(due) == [due]
    assert once_overdue(due, off(12, 13)) == [morning(14)]
    assert once_overdue(due, Settings(overdue_days=(3, 0))) == [due, due + timedelta(days=3)]
