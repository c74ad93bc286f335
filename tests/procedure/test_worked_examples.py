"""Every counting example of the two statute files, and what their paragraphs on counting say in words.

The third column names the paragraph: `criminal` is the file on the criminal route, `admin` the one on the administrative
and civil routes, `domain` the words of the system.
"""

from datetime import date, datetime

import pytest

from backend.procedure.terms import Convention, Term, count, explain
from backend.procedure.zones import ALMATY, zone_of
from tests.procedure.the_law import CALENDAR, at

UPK, KOAP, APPK, GPK = Convention.UPK, Convention.KOAP, Convention.APPK, Convention.GPK

WHOLE_DAYS = [
    # term, convention, source, started, last day
    ((15, "days"), UPK, "criminal §9, appeal, verdict proclaimed on Friday", "2026-11-06", "2026-11-23"),
    ((15, "days"), UPK, "criminal §9, complaint of art. 106, decision read on Monday", "2026-11-23", "2026-12-08"),
    ((3, "days"), UPK, "criminal §9, appeal of art. 107, ruling announced on Friday", "2026-11-20", "2026-11-23"),
    ((3, "days"), UPK, "criminal §9, non-working time is included", "2026-11-18", "2026-11-23"),
    ((1, "months"), UPK, "criminal §9, same number of the month", "2026-11-02", "2026-12-02"),
    ((1, "months"), UPK, "criminal §9, no such number: the month's last day", "2026-08-31", "2026-09-30"),
    ((1, "months"), UPK, "criminal §9, 31 January and a month, then off a Sunday", "2027-01-31", "2027-03-01"),
    ((1, "months"), UPK, "criminal §9, 31 January of a leap year", "2024-01-31", "2024-02-29"),
    ((2, "months"), UPK, "criminal §9, over the turn of the year", "2025-12-10", "2026-02-10"),
    ((1, "years"), UPK, "criminal §9, same month and number of the next year", "2025-06-10", "2026-06-10"),
    ((1, "years"), UPK, "criminal §9, 29 February: the month's last day", "2024-02-29", "2025-02-28"),
    ((3, "days"), UPK, "criminal §9, off a holiday and its moved day off", "2026-03-20", "2026-03-26"),
    ((20, "working_days"), APPK, "admin §1.3", "2026-11-23", "2026-12-22"),
    ((15, "working_days"), APPK, "admin §1.3", "2026-12-01", "2026-12-23"),
    ((2, "months"), APPK, "admin §1.3", "2026-12-31", "2027-03-01"),
    ((10, "working_days"), GPK, "admin §1.3", "2026-11-23", "2026-12-07"),
    ((1, "months"), GPK, "admin §1.3", "2026-11-30", "2026-12-30"),
    ((1, "months"), GPK, "admin §1.3, off the substitute of 4 January", "2026-12-02", "2027-01-05"),
    ((1, "months"), KOAP, "admin §1.1, months of the КоАП end at the last day of a shorter month", "2026-08-31", "2026-09-30"),
    ((2, "months"), KOAP, "admin §1.1, and move off a day off", "2026-09-28", "2026-11-30"),
    ((1, "years"), KOAP, "admin §1.1", "2024-02-29", "2025-02-28"),
    ((0, "immediate"), UPK, "the day itself, a Sunday too", "2026-11-08", "2026-11-08"),
    ((0, "immediate"), KOAP, "admin §3, «в день получения»", "2026-11-05 23:59", "2026-11-05"),
]  # fmt: skip


@pytest.mark.parametrize(("term", "convention", "source", "started", "last_day"), WHOLE_DAYS)
def test_a_term_of_days_ends_where_the_statute_file_says(term, convention, source, started, last_day):
    due = count(Term(*term), at(started), convention, CALENDAR)
    assert due.last_day == date.fromisoformat(last_day), source
    assert due.act_by == due.due_at
    assert due.due_at.time() == datetime.min.time(), "it runs until 24:00, which is the next day's 00:00"


TWO_READINGS = [
    # days, source, delivered, safe by the calendar, act by, legal by working days
    (10, "admin §1.3", "2026-11-20", "2026-11-30", "2026-11-30", "2026-12-04"),
    (10, "admin §1.3, 16 December skipped", "2026-12-08", "2026-12-18", "2026-12-18", "2026-12-23"),
    (10, "admin §1.3, 7 January is a day off", "2026-12-28", "2027-01-07", "2027-01-06", "2027-01-14"),
    (10, "domain, appeal served on 5 November", "2026-11-05", "2026-11-15", "2026-11-13", "2026-11-19"),
    (3, "admin §1.2, over a weekend", "2026-11-05", "2026-11-08", "2026-11-06", "2026-11-10"),
    (1, "admin §1.2, an event on Saturday: no working day to go back to", "2026-11-07", "2026-11-08", "2026-11-08", "2026-11-09"),
]  # fmt: skip


@pytest.mark.parametrize(("days", "source", "delivered", "safe", "act_by", "legal"), TWO_READINGS)
def test_a_term_in_days_of_the_koap_has_a_safe_and_a_legal_date(days, source, delivered, safe, act_by, legal):
    due = count(Term(days, "days"), at(delivered), KOAP, CALENDAR)
    assert (due.act_by_day, due.last_day) == (date.fromisoformat(act_by), date.fromisoformat(legal)), source
    steps = {step.code: step.params for step in explain(Term(days, "days"), at(delivered), KOAP, CALENDAR)}
    assert steps["safe_reading"] == {"day": date.fromisoformat(safe), "act_by": date.fromisoformat(act_by)}
    assert steps["legal_reading"] == {"day": date.fromisoformat(legal)}


HOURS = [
    # hours, source, started, ends
    (24, "criminal §9: 24 h from 14:20 count from 15:00", "2026-11-05 14:20", "2026-11-06 15:00"),
    (24, "criminal §9: the starting hour is never counted, be it a full one", "2026-11-05 14:00", "2026-11-06 15:00"),
    (24, "criminal §9: no roll-over is stated for hours", "2026-11-06 18:30", "2026-11-07 19:00"),
    (3, "criminal §9, into the next day", "2026-11-05 22:10", "2026-11-06 02:00"),
    (24, "the zone change of 1 March 2024: hours pass as they pass", "2024-02-29 14:20", "2024-03-01 14:00"),
]


@pytest.mark.parametrize("convention", [UPK, KOAP])
@pytest.mark.parametrize(("hours", "source", "started", "ends"), HOURS)
def test_a_term_in_hours_starts_with_the_next_hour(convention, hours, source, started, ends):
    assert count(Term(hours, "hours"), at(started), convention, CALENDAR).due_at == at(ends), source


LIBERTY = [
    ((48, "hours"), UPK, "criminal §9: detention is minute-exact from actual detention", "2026-11-06 14:20", "2026-11-08 14:20"),
    ((3, "hours"), KOAP, "admin §3: three hours, continuous", "2026-11-06 22:50", "2026-11-07 01:50"),
    ((15, "days"), KOAP, "admin §1.2: arrest always runs continuously", "2026-12-08 14:20", "2026-12-23 14:20"),
    ((10, "days"), KOAP, "admin §1.2: and ends on a day off", "2026-10-28 09:00", "2026-11-07 09:00"),
    ((2, "months"), UPK, "criminal §9: custody, the first day counted, no roll-over", "2026-11-02 10:00", "2027-01-02 10:00"),
]  # fmt: skip


@pytest.mark.parametrize(("term", "convention", "source", "started", "ends"), LIBERTY)
def test_a_term_of_liberty_runs_to_the_minute_through_days_off(term, convention, source, started, ends):
    due = count(Term(*term), at(started), convention, CALENDAR, continuous=True)
    assert due.due_at == due.act_by == at(ends), source


def test_before_march_2024_a_western_region_counts_hours_by_its_own_clock():
    west = zone_of("aktobe")
    started = datetime(2024, 2, 29, 14, 20, tzinfo=west)
    due = count(Term(24, "hours"), started, UPK, CALENDAR, zone=west)
    assert due.due_at.isoformat() == "2024-03-01T15:00:00+05:00"
    earlier = count(Term(24, "hours"), datetime(2024, 1, 10, 14, 20, tzinfo=ALMATY), UPK, CALENDAR)
    assert earlier.due_at.isoformat() == "2024-01-11T15:00:00+06:00"


@pytest.mark.parametrize(
    ("region", "before"),
    [("almaty_city", 6), ("kostanay", 6), ("aktobe", 5), ("west_kazakhstan", 5), ("kyzylorda", 5), ("mangystau", 5)],
)
def test_the_country_has_had_one_time_since_march_2024(region, before):
    offsets = [datetime(2024, *day, tzinfo=zone_of(region)).utcoffset() for day in ((2, 1), (3, 2))]
    assert [offset.total_seconds() / 3600 for offset in offsets] == [before, 5]


def test_a_day_belongs_to_the_region_whose_clock_is_asked():
    late_evening = datetime(2023, 11, 6, 23, 30, tzinfo=zone_of("aktobe"))  # 00:30 of the 7th in Almaty then
    assert count(Term(3, "days"), late_evening, UPK, CALENDAR, zone=zone_of("aktobe")).last_day == date(2023, 11, 9)
    assert count(Term(3, "days"), late_evening, UPK, CALENDAR).last_day == date(2023, 11, 10)


@pytest.mark.parametrize(("amount", "unit"), [(0, "days"), (-1, "days"), (1, "immediate"), (3, "weeks"), (0, "hours")])
def test_there_is_no_such_term(amount, unit):
    with pytest.raises(ValueError):
        Term(amount, unit)


def test_a_naive_start_is_refused():
    with pytest.raises(ValueError, match="aware"):
        count(Term(3, "days"), datetime(2026, 11, 5), UPK, CALENDAR)


@pytest.mark.parametrize(
    ("term", "convention", "started", "estimated"),
    [
        ((15, "days"), UPK, "2026-12-10", False),
        ((15, "days"), UPK, "2026-12-20", True),
        ((10, "days"), KOAP, "2026-12-18", True),  # the safe date is known, the legal one lies in 2027
        ((15, "days"), UPK, "2023-06-01", True),
        ((15, "days"), UPK, "2023-12-25", False),  # no day before 2024 decides
        ((10, "working_days"), GPK, "2023-12-25", True),
        ((24, "hours"), UPK, "2030-01-01", False),
    ],
)
def test_what_leans_on_days_that_nobody_confirmed_says_so(term, convention, started, estimated):
    assert count(Term(*term), at(started), convention, CALENDAR).estimated is estimated
    codes = {step.code for step in explain(Term(*term), at(started), convention, CALENDAR)}
    assert ("calendar_unconfirmed" in codes) is estimated
