"""What holds of every count, whatever the term, the moment and the code."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import assume, example, given
from hypothesis import strategies as st

from backend.procedure.terms import NO_LENGTH, UNITS, Convention, Term, count, explain
from backend.procedure.zones import ALMATY, zone_of
from tests.procedure.the_law import CALENDAR

MOMENTS = st.datetimes(datetime(2023, 6, 1), datetime(2028, 6, 1), timezones=st.sampled_from([UTC, ALMATY]))
ZONES = st.sampled_from([ALMATY, zone_of("aktobe"), zone_of("kostanay")])
CONVENTIONS = st.sampled_from(list(Convention))
TERMS = st.one_of(
    st.just(Term(0, "immediate")),
    st.builds(Term, st.integers(1, 30), st.sampled_from([unit for unit in UNITS if unit not in (*NO_LENGTH, "years")])),
    st.builds(Term, st.integers(1, 3), st.just("years")),
)
PROCEDURAL = st.sampled_from([Convention.UPK, Convention.KOAP, Convention.APPK, Convention.GPK])
BY_DAYS = TERMS.filter(lambda term: term.unit not in ("hours", "immediate"))


def working_days_between(after: date, until: date) -> int:
    days = (after + timedelta(days=place + 1) for place in range((until - after).days))
    return sum(CALENDAR.is_working(day) for day in days)


@given(TERMS, MOMENTS, CONVENTIONS, ZONES)
def test_our_side_never_acts_later_than_the_term_ends_nor_before_it_began(term, started, convention, zone):
    due = count(term, started, convention, CALENDAR, zone=zone)
    assert started < due.act_by <= due.due_at


@given(TERMS, MOMENTS, MOMENTS, CONVENTIONS, ZONES)
def test_what_starts_later_is_due_no_earlier(term, one, other, convention, zone):
    earlier, later = sorted([one, other])
    first, second = (count(term, started, convention, CALENDAR, zone=zone) for started in (earlier, later))
    assert first.due_at <= second.due_at
    assert first.act_by <= second.act_by


@given(st.integers(1, 60), st.sampled_from(["hours", "days"]), MOMENTS, MOMENTS, CONVENTIONS)
def test_a_term_of_liberty_keeps_the_order_and_its_length(amount, unit, one, other, convention):
    earlier, later = sorted([one, other])
    hours = amount * (24 if unit == "days" else 1)
    first, second = (
        count(Term(amount, unit), each, convention, CALENDAR, continuous=True) for each in (earlier, later)
    )
    ends = [each.due_at.astimezone(UTC) for each in (first, second)]  # the clock of one zone repeats an hour in 2024
    assert ends[0] <= ends[1]
    assert ends[0] - earlier.astimezone(UTC) == timedelta(hours=hours)


@given(BY_DAYS, MOMENTS, PROCEDURAL, ZONES)
def test_a_term_of_days_ends_with_a_working_day_and_at_midnight(term, started, convention, zone):
    due = count(term, started, convention, CALENDAR, zone=zone)
    assert CALENDAR.is_working(due.last_day)
    assert (due.due_at.hour, due.due_at.minute, due.due_at.second) == (0, 0, 0)
    assert due.due_at.tzinfo is zone


@given(BY_DAYS, MOMENTS, PROCEDURAL)
def test_nothing_is_due_before_its_own_length_has_passed(term, started, convention):
    assume(term.unit in ("days", "working_days"))
    due = count(term, started, convention, CALENDAR)
    assert (due.last_day - started.astimezone(ALMATY).date()).days >= term.amount


@given(st.integers(1, 30), MOMENTS)
def test_the_legal_reading_of_the_koap_counts_exactly_so_many_working_days(days, started):
    due = count(Term(days, "days"), started, Convention.KOAP, CALENDAR)
    assert working_days_between(started.astimezone(ALMATY).date(), due.last_day) == days


@given(st.integers(1, 30), MOMENTS)
@example(1, datetime(2026, 11, 7, 12, tzinfo=ALMATY))
def test_the_safe_reading_of_the_koap_leaves_no_working_day_between_it_and_the_calendar_date(days, started):
    first = started.astimezone(ALMATY).date()
    last = first + timedelta(days=days)
    due = count(Term(days, "days"), started, Convention.KOAP, CALENDAR)
    assert first <= due.act_by_day <= last
    assert CALENDAR.is_working(due.act_by_day) or working_days_between(first - timedelta(days=1), last) == 0
    assert working_days_between(due.act_by_day, last) == 0


@given(st.dates(date(2024, 1, 1), date(2028, 1, 1)), st.integers(0, 60))
def test_adding_working_days_counts_exactly_and_ends_on_one(day, number):
    end = CALENDAR.add_working(day, number)
    assert working_days_between(day, end) == number
    assert number == 0 or CALENDAR.is_working(end)


@given(st.dates(date(2024, 1, 1), date(2028, 1, 1)))
def test_the_nearest_working_day_leaps_over_none(day):
    assert CALENDAR.is_working(CALENDAR.next_working(day))
    assert CALENDAR.is_working(CALENDAR.previous_working(day))
    assert working_days_between(day - timedelta(days=1), CALENDAR.next_working(day)) == 1
    assert working_days_between(CALENDAR.previous_working(day), day) == 0


@given(TERMS, MOMENTS, CONVENTIONS, ZONES, st.booleans())
def test_the_explanation_ends_where_the_count_does(term, started, convention, zone, continuous):
    assume(not (continuous and term.unit == "working_days"))
    due = count(term, started, convention, CALENDAR, continuous=continuous, zone=zone)
    steps = explain(term, started, convention, CALENDAR, continuous=continuous, zone=zone)
    ends = [step for step in steps if step.code != "calendar_unconfirmed"][-1]
    assert ends.params.get("at", due.due_at) == due.due_at
    assert ends.params.get("day", due.last_day) == due.last_day
    assert steps[0].params == {"at": started.astimezone(zone)}


@given(BY_DAYS, MOMENTS, CONVENTIONS)
def test_the_zone_a_moment_comes_in_changes_nothing(term, started, convention):
    assert count(term, started, convention, CALENDAR) == count(term, started.astimezone(UTC), convention, CALENDAR)
