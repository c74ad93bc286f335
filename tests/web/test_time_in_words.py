"""Time as pages say it: rulers of terms, near days in words, the day in a sentence, why a date is the date."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from backend.law.queries import cited_rule, law_book, work_calendar
from backend.procedure.terms import count
from backend.web.day_summary import summary
from backend.web.moments import brief_day, days, how_soon, long_day, short_day
from backend.web.terms import TermRuler, term_ruler
from backend.web.why import why_this_date

NOON = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)  # Monday, 12:00 in Almaty
pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def rule(key):
    return cited_rule(key, law_book().rule(key).version)


def reasons(key, started, version=""):
    found = law_book().rule(key, version)
    if found.term.unit == "by_hand":
        return why_this_date(found, started, None)
    due = count(found.term, started, found.convention, work_calendar(), continuous=found.continuous)
    return why_this_date(found, started, due.due_at)


def ruler(key, due, now, **kwargs):
    found = term_ruler(rule(key), NOON, due, now, ours=kwargs.get("ours", False))
    return found.used, found.left, found.over, found.words


def almaty(day, hour=0):
    return datetime(2026, 11, day, hour, tzinfo=UTC) - timedelta(hours=5)


@pytest.mark.parametrize(
    ("now", "drawn"),
    [
        (almaty(2, 15), (0, 4, 0, "счёт начнётся завтра")),
        (almaty(4, 15), (2, 2, 0, "2-й день из 4")),
        (almaty(6, 15), (4, 0, 0, "4-й день из 4")),
        (almaty(9, 15), (4, 0, 3, "7-й день при норме 4")),
    ],
)
def test_a_term_in_days_fills_a_cell_a_day_and_goes_red_beyond_its_limit(now, drawn):
    with translation.override("ru"):
        assert ruler("petition_decision_3d", almaty(7), now) == drawn


def test_a_term_in_hours_says_hours_while_it_runs_and_days_once_it_is_late():
    due = NOON + timedelta(hours=25)
    with translation.override("ru"):
        assert ruler("erdr_register_24h", due, NOON + timedelta(hours=5)) == (1, 0, 0, "6-й час из 24")
        assert ruler("erdr_register_24h", due, NOON + timedelta(days=3)) == (1, 0, 3, "4-й день при норме 24 часа")


def test_no_ruler_is_wider_than_a_phone():
    for total in (1, 15, 19, 20, 365):
        drawn = TermRuler(used=total, left=0, over=400, words="", ours=True)
        assert (19 if drawn.is_bar else total) + drawn.over_cells <= 22
        assert drawn.over_cells >= 3


def test_an_authority_under_the_koap_is_drawn_in_working_days():
    with translation.override("ru"):
        used, left, over, words = ruler("koap_petition_decision", almaty(6), almaty(4, 15))
    assert (used + left, over, words) == (3, 0, "2-й рабочий день из 3")


@pytest.mark.parametrize(
    ("language", "short", "long", "brief"),
    [
        ("ru", "сб, 17 октября", "Суббота, 17 октября", "17 окт"),
        ("kk", "сб, 17 қазан", "Сенбі, 17 қазан", "17 қаз"),
        ("en", "Sat, 17 October", "Saturday, 17 October", "17 Oct"),
    ],
)
def test_days_are_said_day_first_in_each_language(language, short, long, brief):
    day = date(2026, 10, 17)
    with translation.override(language):
        assert (short_day(day), long_day(day), brief_day(day)) == (short, long, brief)


def test_the_kazakh_week_has_seven_different_days():
    with translation.override("kk"):
        week = [short_day(date(2026, 11, day))[:2] for day in range(2, 9)]
    assert week == ["дс", "сс", "ср", "бс", "жм", "сб", "жс"]


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 день"), (3, "3 дня"), (5, "5 дней"), (11, "11 дней"), (21, "21 день"), (22, "22 дня")]
)
def test_russian_counts_days_as_people_do(number, words):
    with translation.override("ru"):
        assert days(number) == words


def test_near_moments_are_told_in_minutes_and_hours():
    with translation.override("ru"):
        assert how_soon(NOON + timedelta(minutes=48), NOON) == "через 48 мин"
        assert how_soon(NOON + timedelta(hours=2, minutes=10), NOON) == "через 2 ч 10 мин"
    with translation.override("kk"):
        assert how_soon(NOON + timedelta(hours=1), NOON) == "1 сағаттан кейін"


def test_the_day_is_a_sentence_and_counts_agree_with_their_nouns():
    with translation.override("ru"):
        said = summary([], NOON, ours_late=0, ours_today=2, theirs_late=1)
    assert said == [
        "В ближайшие семь дней заседаний нет.",
        "<b>2 наших срока</b> истекают сегодня.",
        "<b>1 срок</b> просрочен госорганом.",
    ]


def test_both_readings_of_the_koap_stand_in_the_reasons():
    with translation.override("ru"):
        said = " ".join(reasons("koap_appeal_court_ruling", datetime(2026, 11, 5, 7, tzinfo=UTC)))
    assert "чт, 5 ноября" in said
    assert "пт, 13 ноября" in said
    assert "чт, 19 ноября" in said


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_every_rule_can_say_why_in_every_language(language):
    with translation.override(language):
        for each in law_book().rules:
            assert all(reasons(each.key, NOON, each.version)), each.key


def test_where_there_is_no_day_the_reason_says_who_names_it_or_that_the_clock_stands_still():
    with translation.override("ru"):
        by_hand = reasons("termination_notice", NOON)
        still = why_this_date(rule("investigation_term_2m"), NOON, None)
    assert by_hand[1] == "Закон не называет здесь числа дней: день назначает ведущий дело."
    assert still[1].startswith("Течение срока остановлено")


def test_a_date_that_does_not_follow_from_the_event_is_not_explained_away():
    with translation.override("ru"):
        said = why_this_date(rule("petition_decision_3d"), NOON, almaty(20))
    assert said == ["УПК 99 ч.4.", "Последний день — чт, 19 ноября."]
