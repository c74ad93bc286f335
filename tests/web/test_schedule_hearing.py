"""The page that puts a sitting into the calendar."""

import pytest

from backend.law.models import Agency
from backend.proceedings.models import Hearing
from backend.proceedings.opening import open_proceeding
from tests.world import NOON


@pytest.fixture
def send(cast, client, clock):
    clock(NOON)
    client.force_login(cast.asel)
    proceeding = open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON)
    court = Agency.objects.get(key="court_almaty_bostandyk")

    def post(**told):
        told = {"court": court.pk, "starts_at": "05.11.2026 10:00", "attendee": cast.dana.pk} | told
        return client.post(f"/proceedings/{proceeding.pk}/hearings/new/", told)

    return post


def test_whoever_is_chosen_attends(cast, send):
    assert send(attendee=cast.asel.pk).status_code == 302
    assert Hearing.objects.get().attendee == cast.asel


def test_a_stranger_to_the_team_cannot_be_chosen(cast, send):
    assert send(attendee=cast.bek.pk).status_code == 422
    assert not Hearing.objects.exists()


def test_a_sunday_is_asked_about_and_taken_when_meant(cast, send):
    asked = send(starts_at="08.11.2026 10:00")
    assert asked.status_code == 422
    assert "Это нерабочий день" in asked.content.decode()
    assert 'name="on_day_off"' in asked.content.decode()
    assert send(starts_at="08.11.2026 10:00", on_day_off="on").status_code == 302


@pytest.mark.parametrize(
    "typed", ["завтра", "32.11.2026 10:00", "05.11.2026", "01.11.2026 10:00", "05.11.9999 10:00", ""]
)
def test_a_moment_that_cannot_be_is_refused_with_an_example_and_what_was_typed(cast, send, typed):
    answer = send(starts_at=typed)
    assert answer.status_code == 422
    assert typed in answer.content.decode()
    assert not Hearing.objects.exists()
