"""The official number of a proceeding follows from its events, like everything else about it."""

from datetime import timedelta

import pytest

from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import annul_event, record_event
from tests.world import NOON

LATER = NOON + timedelta(days=30)


@pytest.fixture
def happens(cast):
    proceeding = open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON)

    def record(kind, days, **fields):
        happened_at = NOON + timedelta(days=days)
        return record_event(proceeding, kind, happened_at=happened_at, fields=fields, by=cast.asel, at=LATER)

    record.proceeding = proceeding
    return record


def number(happens):
    happens.proceeding.refresh_from_db()
    return happens.proceeding.number


def test_the_number_is_the_one_told_last_in_the_life_of_the_proceeding(happens):
    happens("report_filed", 0, incoming_number="ЗУ-1")
    assert number(happens) == "ЗУ-1"
    happens("registered_erdr", 2, erdr_number="267510031000412")
    assert number(happens) == "267510031000412"


def test_an_earlier_number_recorded_late_does_not_take_its_place(happens):
    happens("report_filed", 0)
    happens("registered_erdr", 2, erdr_number="267510031000412")
    happens("registered_kui", 1, kui_number="1804")
    assert number(happens) == "267510031000412"


def test_taking_the_event_back_takes_its_number_back(cast, happens):
    happens("report_filed", 0, incoming_number="ЗУ-1")
    mistaken = happens("registered_erdr", 2, erdr_number="номер чужого дела")
    annul_event(mistaken, reason="Не тот номер", by=cast.dana, at=LATER)
    assert number(happens) == "ЗУ-1"
