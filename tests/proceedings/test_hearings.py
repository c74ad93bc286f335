"""Sittings: scheduled in a real court for a moment to come, and told of afterwards."""

from datetime import timedelta

import pytest

from backend.deadlines.models import Reminder
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage, StaleVersion
from backend.law.models import Agency
from backend.proceedings.hearings import falls_on_day_off, needs_result, record_hearing_result, schedule_hearing
from backend.proceedings.models import Hearing
from backend.proceedings.opening import open_proceeding
from tests.world import NOON

SITTING = NOON + timedelta(days=3)
AFTER = SITTING + timedelta(hours=2)


@pytest.fixture
def proceeding(cast):
    return open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON)


@pytest.fixture
def court(db):
    return Agency.objects.get(key="court_almaty_bostandyk")


@pytest.fixture
def hearing(cast, proceeding, court):
    return schedule_hearing(proceeding, court=court, starts_at=SITTING, room="214", by=cast.asel, at=NOON)


def result(hearing, status, cast, at=AFTER, **told):
    version = told.pop("expected_version", hearing.version)
    return record_hearing_result(hearing, status, expected_version=version, by=cast.dana, at=at, **told)


def waiting(hearing):
    return Reminder.objects.waiting().filter(hearing=hearing)


def test_whoever_leads_the_case_attends_unless_somebody_else_is_named(cast, proceeding, court, hearing):
    assert hearing.attendee == cast.dana
    other = schedule_hearing(
        proceeding, court=court, starts_at=SITTING + timedelta(days=1), attendee=cast.asel, by=cast.dana, at=NOON
    )
    assert other.attendee == cast.asel
    assert {reminder.user for reminder in waiting(other)} == {cast.asel}


def test_the_attendee_is_reminded_a_day_and_two_hours_before(hearing):
    assert sorted(waiting(hearing).values_list("due_at", flat=True)) == [
        SITTING - timedelta(days=1), SITTING - timedelta(hours=2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"court": None}, "court"),
        ({"court": "police_almaty_bostandyk"}, "court"),
        ({"starts_at": NOON}, "starts_at"),
        ({"attendee": "chinara"}, "attendee"),
    ],
)
def test_a_sitting_that_cannot_be_is_refused_at_its_field_and_leaves_no_row(cast, proceeding, court, change, field):
    asked = {"court": court, "starts_at": SITTING, "attendee": None} | change
    if isinstance(asked["court"], str):
        asked["court"] = Agency.objects.get(key=asked["court"])
    if isinstance(asked["attendee"], str):
        asked["attendee"] = getattr(cast, asked["attendee"])
    with pytest.raises(InvalidInput) as refused:
        schedule_hearing(proceeding, by=cast.asel, at=NOON, **asked)
    assert [error.pointer for error in refused.value.errors] == [field]
    assert not Hearing.objects.exists()


def test_a_postponed_sitting_says_why_and_brings_its_next_one_with_the_same_court_and_person(cast, hearing):
    with pytest.raises(InvalidInput, match="почему"):
        result(hearing, "postponed", cast)
    moved = result(
        hearing, "postponed", cast, postponed_reason="Не явился свидетель", next_starts_at=AFTER + timedelta(days=7)
    )
    following = moved.next_hearing
    assert (following.court, following.room, following.attendee) == (hearing.court, "214", cast.dana)
    assert not waiting(hearing).exists()
    assert waiting(following).count() == 2


def test_a_sitting_is_not_held_before_it_begins(cast, hearing):
    with pytest.raises(InvalidInput, match="не началось"):
        result(hearing, "held", cast, at=NOON)


def test_of_two_people_who_record_the_result_the_second_is_told(cast, hearing):
    result(hearing, "held", cast)
    with pytest.raises(StaleVersion):
        result(hearing, "cancelled", cast, expected_version=1)
    with pytest.raises(NotAtThisStage, match="уже"):
        result(hearing, "cancelled", cast, expected_version=2)
    hearing.refresh_from_db()
    assert hearing.status == "held"


def test_who_is_not_on_the_team_neither_schedules_nor_records(cast, proceeding, court, hearing):
    with pytest.raises(NotAllowed):
        schedule_hearing(proceeding, court=court, starts_at=SITTING, by=cast.bek, at=NOON)
    with pytest.raises(NotAllowed):
        record_hearing_result(hearing, "held", expected_version=1, by=cast.chinara, at=AFTER)


def test_an_hour_after_it_began_a_sitting_asks_for_its_result(cast, hearing):
    assert not needs_result(hearing, SITTING + timedelta(minutes=59))
    assert needs_result(hearing, SITTING + timedelta(hours=1))
    result(hearing, "held", cast)
    hearing.refresh_from_db()
    assert not needs_result(hearing, AFTER)


def test_a_sitting_on_a_day_off_is_noticed(db):
    assert falls_on_day_off(NOON - timedelta(days=1))  # Sunday 1 November 2026
    assert not falls_on_day_off(NOON)
