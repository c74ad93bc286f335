"""The small wordings of papers: lateness, moments, people's own words."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.documents.wording import (
    inside,
    last_moment,
    lateness,
    offence_title,
    phrase,
    story,
)  # fmt: skip

MIDNIGHT = datetime(2026, 11, 5, 19, 0, tzinfo=UTC)  # 00:00 of 6 November in Almaty


def test_our_note_on_a_former_wording_is_not_part_of_a_title():
    assert offence_title("Побои (прежняя редакция)") == "Побои"


def test_the_end_of_a_day_is_told_as_its_last_hour():
    assert last_moment(MIDNIGHT) == "05.11.2026, 24:00"
    assert last_moment(MIDNIGHT + timedelta(hours=9, minutes=30)) == "06.11.2026, 09:30"


@pytest.mark.parametrize(
    ("passed", "ru", "kk"),
    [
        (timedelta(minutes=5), "менее часа", "бір сағаттан аз"),
        (timedelta(hours=23, minutes=59), "23 ч", "23 сағат"),
        (timedelta(days=1), "1 сут.", "1 тәулік"),
        (timedelta(days=3, hours=23), "3 сут.", "3 тәулік"),
    ],
)
def test_lateness_is_never_more_than_has_passed(passed, ru, kk):
    assert lateness(MIDNIGHT, MIDNIGHT + passed, "ru") == ru
    assert lateness(MIDNIGHT, MIDNIGHT + passed, "kk") == kk


@given(st.text(max_size=200))
def test_a_story_loses_no_word_and_every_paragraph_ends_as_a_sentence(text):
    told = story(text)
    assert all(each["text"][-1] in ".!?…»)" for each in told)
    for word in text.split():
        assert word.rstrip(",;:-") in " ".join(each["text"] for each in told)


@given(st.text(max_size=80))
def test_a_phrase_has_single_spaces_and_no_stop_of_its_own(text):
    told = phrase(text)
    assert told == phrase(told)
    assert not told.endswith((".", ",", " ", ";", ":"))


def test_a_title_inside_a_sentence_begins_small_unless_it_is_an_abbreviation():
    assert (inside("Полиция регистрирует"), inside("ЕРДР ведут"), inside("")) == (
        "полиция регистрирует",
        "ЕРДР ведут",
        "",
    )
