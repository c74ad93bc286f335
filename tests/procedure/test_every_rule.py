"""Every rule against the statute tables, counted by a second, slow and simple reckoner."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from backend.procedure.lawbook import Rule
from backend.procedure.terms import Term, count
from backend.procedure.zones import ALMATY
from tests.procedure.statute import ENDED, NEW, UNSURE, changes, rows
from tests.procedure.the_law import BOOK, CALENDAR

KEYS = [row[0] for row in rows()]
COUNTED = [row for row in rows() if row[4] != "by_hand"]
# A Monday, a Friday, the eve of Nauryz, the eve of the New Year, the last day of a long month: by day and late at night.
STARTS = [
    datetime(*day, hour, 20, tzinfo=ALMATY)
    for day in ((2026, 11, 2), (2026, 11, 6), (2026, 3, 20), (2025, 12, 30), (2025, 10, 31))
    for hour in (9, 23)
]


def is_off(day: date) -> bool:
    return CALENDAR.days.get(day, "off" if day.weekday() > 4 else "work") == "off"


def reckoned(amount: int, unit: str, convention: str, started: datetime) -> tuple[str, str]:
    """(act by, due) as text, one day at a time."""
    if unit == "hours!":
        end = started + timedelta(hours=amount)
        return end.isoformat(), end.isoformat()
    if unit == "days!":
        end = started + timedelta(days=amount)
        return end.isoformat(), end.isoformat()
    if unit == "hours":
        end = started.replace(minute=0) + timedelta(hours=1 + amount)
        return end.isoformat(), end.isoformat()
    day = started.date()
    if unit == "immediate":
        return _midnight_after(day), _midnight_after(day)
    if unit == "days" and convention == "koap":
        safe = day + timedelta(days=amount)
        while is_off(safe) and safe > day:
            safe -= timedelta(days=1)
        for _ in range(amount):
            day += timedelta(days=1)
            while is_off(day):
                day += timedelta(days=1)
        return _midnight_after(safe), _midnight_after(day)
    if unit == "days":
        day += timedelta(days=amount)
    elif unit == "working_days":
        for _ in range(amount):
            day += timedelta(days=1)
            while is_off(day):
                day += timedelta(days=1)
    else:
        day = _same_number(day, amount * (12 if unit == "years" else 1))
    if convention == "uk":
        day -= timedelta(days=1)
    while is_off(day) and convention not in ("uk", "plain"):
        day += timedelta(days=1)
    return _midnight_after(day), _midnight_after(day)


def _midnight_after(day: date) -> str:
    return f"{day + timedelta(days=1)}T00:00:00+05:00"


def _same_number(day: date, months: int) -> date:
    year, month, number = day.year, day.month, day.day
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def counted(rule: Rule, started: datetime) -> tuple[str, str]:
    due = count(rule.term, started, rule.convention, CALENDAR, continuous=rule.continuous)
    return due.act_by.isoformat(), due.due_at.isoformat()


def test_what_is_loaded_is_what_the_tables_have():
    assert sorted({rule.key for rule in BOOK.rules}) == sorted(KEYS)
    assert len(KEYS) >= 25
    assert {rule.route for rule in BOOK.rules} == set(BOOK.routes)


@pytest.mark.parametrize("row", rows(), ids=KEYS)
def test_a_rule_says_what_its_row_says_in_every_wording(row):
    key, route, convention, amount, unit, obligor, article = row
    for rule in BOOK.wordings(key):
        told = f"{rule.term.unit}{'!' if rule.continuous else ''}"
        said = (rule.route, rule.convention, rule.term.amount, told, rule.obligor, rule.article)
        assert said == (route, convention, amount, unit, obligor, article)


@pytest.mark.parametrize("row", COUNTED, ids=[row[0] for row in COUNTED])
def test_a_rule_is_counted_as_the_simple_reckoner_counts(row):
    key, _route, convention, amount, unit, *_rest = row
    for started in STARTS:
        assert counted(BOOK.rule(key), started) == reckoned(amount, unit, convention, started)


@pytest.mark.parametrize(
    ("row", "by"), [(row, by) for row in COUNTED for by in (-1, 1) if row[3] + by >= 0], ids=lambda told: str(told)[:40]
)
def test_a_rule_that_is_off_by_one_would_be_found(row, by):
    key, _route, convention, amount, unit, *_rest = row
    told = "days" if unit == "immediate" else unit.rstrip("!")
    wrong = Term(amount + by, told) if amount + by else Term(0, "immediate")
    mutated = replace(BOOK.rule(key), term=wrong)
    assert any(counted(mutated, started) != reckoned(amount, unit, convention, started) for started in STARTS)


@pytest.mark.parametrize("key", KEYS)
def test_the_wordings_of_a_rule_follow_each_other_without_gap(key):
    wordings = BOOK.wordings(key)
    days = [date.fromisoformat(day) for day in changes().get(key, [])]
    first = date.fromisoformat(NEW[key]) if key in NEW else None
    assert [rule.effective_from for rule in wordings] == [first, *days]
    last = date.fromisoformat(ENDED[key]) if key in ENDED else None
    assert [rule.effective_to for rule in wordings] == [*days, last]


@pytest.mark.parametrize("key", KEYS)
def test_what_was_not_compared_is_marked_for_review(key):
    *earlier, last = BOOK.wordings(key)
    assert all(rule.needs_review for rule in earlier)
    assert last.needs_review == (key in UNSURE)
    assert last.confidence == UNSURE.get(key, "high")


@pytest.mark.parametrize("key", KEYS)
def test_a_rule_tells_people_what_it_is_and_what_if_it_is_missed(key):
    for rule in BOOK.wordings(key):
        for titles in (rule.titles, rule.if_missed):
            assert sorted(titles) == ["en", "kk", "ru"]
            assert all(text.strip() for text in titles.values())
        assert rule.source.startswith(("https://zan.gov.kz/", "https://adilet.zan.kz/"))


def test_a_term_in_hours_is_opened_by_what_is_known_to_the_minute():
    for rule in BOOK.rules:
        if rule.term.unit == "hours":
            kinds = [BOOK.routes[rule.route].event(trigger) for trigger in rule.triggers]
            assert all(kind.moment == "datetime" for kind in kinds), rule.key
