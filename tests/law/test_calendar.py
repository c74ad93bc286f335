"""Our calendar against the `holidays` package, day by day. The package is the cross-check and never the truth: every day
on which the two differ stands here with the reason."""

from datetime import date, timedelta

import holidays
import pytest

from tests.procedure.the_law import CALENDAR

# Day → why we differ. Since 0.109 the package knows the three things that used to part us: the Constitution Day moved from
# 30 August to 15 March (none in 2026), the days of Kurban Ait, and the days off moved in 2024 and 2025. A version that knows
# more or less than that shows up here, to be looked at by a person and explained.
EXPLAINED: dict[date, str] = {}


def weekend(day: date) -> bool:
    return day.weekday() >= 5


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_each_day_of_a_year_is_worked_or_not_as_the_package_has_it_but_for_the_explained(year):
    package = holidays.country_holidays("KZ", years=year)
    days = (date(year, 1, 1) + timedelta(days=place) for place in range(366))
    differing = {day for day in days if day.year == year and CALENDAR.is_working(day) != package.is_working_day(day)}
    assert differing == {day for day in EXPLAINED if day.year == year}


FIXED = [(1, 1), (1, 2), (1, 7), (3, 8), (3, 21), (3, 22), (3, 23), (5, 1), (5, 7), (5, 9), (7, 6), (10, 25), (12, 16)]
KURBAN_AIT = {2024: (6, 16), 2025: (6, 6), 2026: (5, 27), 2027: (5, 16), 2028: (5, 5)}
CONSTITUTION_DAY = {2024: (8, 30), 2025: (8, 30), 2026: None, 2027: (3, 15), 2028: (3, 15)}
# Days off that the government moved onto a working day, and the weekend days worked for them.
MOVED_OFF, WORKED = {date(2024, 5, 8), date(2025, 1, 3)}, {date(2024, 5, 4), date(2025, 1, 5)}


@pytest.mark.parametrize("year", sorted(KURBAN_AIT))
def test_each_year_has_its_holidays_and_their_substitutes_and_nothing_else(year):
    """Law 267-II art. 5: a holiday on a weekend moves to the next working day; 7 January and Kurban Ait do not."""
    fixed = [*FIXED, *([CONSTITUTION_DAY[year]] if CONSTITUTION_DAY[year] else [])]
    off = {date(year, *day) for day in [*fixed, KURBAN_AIT[year]]}
    for day in sorted(off - {date(year, 1, 7), date(year, *KURBAN_AIT[year])}):
        if weekend(day):
            substitute = day
            while weekend(substitute) or substitute in off:
                substitute += timedelta(days=1)
            off.add(substitute)
    off |= {day for day in MOVED_OFF if day.year == year}
    assert {day for day, kind in CALENDAR.days.items() if day.year == year and kind == "off"} == off
    worked = {day for day, kind in CALENDAR.days.items() if day.year == year and kind == "work"}
    assert worked == {day for day in WORKED if day.year == year}


def test_constitution_day_moved_in_2026_and_is_not_kept_that_year():
    assert [CALENDAR.days.get(date(year, 8, 30)) for year in (2025, 2026, 2027)] == ["off", None, None]
    assert [CALENDAR.days.get(date(year, 3, 15)) for year in (2025, 2026, 2027)] == [None, None, "off"]
    assert CALENDAR.is_working(date(2026, 8, 31))


def test_what_is_only_computed_is_not_confirmed():
    assert CALENDAR.is_confirmed(date(2024, 1, 1), date(2026, 12, 31))
    assert not CALENDAR.is_confirmed(date(2026, 12, 31), date(2027, 1, 1))
    assert not CALENDAR.is_confirmed(date(2023, 12, 31), date(2024, 1, 1))
