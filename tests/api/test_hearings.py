"""Hearings over HTTP: scheduled, found, and how they went."""

from datetime import timedelta

import pytest

from backend.audit.models import AuditEntry
from tests.api.conftest import made, pointers, problem
from tests.world import NOON

LATER = "2026-12-02T10:00:00+05:00"


@pytest.fixture
def told(lived):
    return {"proceeding": str(lived.proceeding.pk), "court": str(lived.court.pk), "starts_at": LATER, "room": "5"}


def test_a_hearing_is_scheduled_for_whoever_leads_the_case(cast, dana, told, noon):
    answer = dana.send("hearings/", told)
    hearing = made(answer)
    assert (hearing["attendee"], hearing["status"], hearing["case"]) == (
        str(cast.dana.pk),
        "scheduled",
        str(cast.case.pk),
    )
    assert answer["ETag"] == 'W/"1"'
    assert made(dana.ask(f"hearings/{hearing['id']}/"), 200) == hearing


@pytest.mark.parametrize(
    ("wrong", "status", "pointer"),
    [
        ({"court": "01930000-0000-7000-8000-000000000000"}, 422, "/court"), ({"court": "{police}"}, 422, "/court"),
        ({"starts_at": "2026-11-01T10:00:00+05:00"}, 422, "/starts_at"), ({"starts_at": "9999-12-31T10:00:00+05:00"}, 422, "/starts_at"),
        ({"attendee": "{bek}"}, 422, "/attendee"), ({"attendee": "{chinara}"}, 404, "/attendee"), ({"room": 5}, 422, "/room"),
    ],
)  # fmt: skip
def test_a_hearing_that_cannot_be_is_not_scheduled(cast, dana, lived, told, noon, wrong, status, pointer):
    known = {"police": lived.police.pk, "bek": cast.bek.pk, "chinara": cast.chinara.pk}
    wrong = {name: value.format(**known) if isinstance(value, str) else value for name, value in wrong.items()}
    refused = dana.send("hearings/", told | wrong)
    problem(refused, status)
    assert pointers(refused) == [pointer]
    assert len(made(dana.ask("hearings/"), 200)["results"]) == 1


def test_a_postponed_hearing_says_why_and_names_the_next(dana, lived, noon):
    address = f"hearings/{lived.hearing.pk}/"
    result = {"status": "postponed", "next_starts_at": LATER}
    problem(dana.send(f"{address}result/", result), 428)
    problem(dana.send(f"{address}result/", result | {"postponed_reason": "не явился"}, HTTP_IF_MATCH='W/"9"'), 412)
    assert pointers(dana.send(f"{address}result/", result, HTTP_IF_MATCH='W/"1"')) == ["/postponed_reason"]
    answer = dana.send(f"{address}result/", result | {"postponed_reason": "не явился"}, HTTP_IF_MATCH='W/"1"')
    hearing = made(answer, 200)
    assert answer["ETag"] == 'W/"2"'
    following = made(dana.ask(f"hearings/{hearing['next_hearing']}/"), 200)
    assert (following["status"], following["court"]) == ("scheduled", str(lived.court.pk))
    problem(dana.send(f"{address}result/", result | {"postponed_reason": "x"}, HTTP_IF_MATCH='W/"2"'), 409)


def test_a_hearing_ahead_cannot_have_been_held_nor_be_scheduled_as_a_result(dana, bek, lived, noon, clock):
    address = f"hearings/{lived.hearing.pk}/result/"
    assert pointers(dana.send(address, {"status": "held"}, HTTP_IF_MATCH='W/"1"')) == ["/status"]
    assert pointers(dana.send(address, {"status": "scheduled"}, HTTP_IF_MATCH='W/"1"')) == ["/status"]
    clock(lived.hearing.starts_at + timedelta(hours=1))
    problem(bek.send(address, {"status": "held"}, HTTP_IF_MATCH='W/"1"'), 403)
    assert made(dana.send(address, {"status": "held"}, HTTP_IF_MATCH='W/"1"'), 200)["status"] == "held"


def test_the_note_of_a_hearing_comes_on_demand_to_the_team(cast, dana, bek, lived, clock):
    clock(lived.hearing.starts_at + timedelta(hours=1))
    address = f"hearings/{lived.hearing.pk}/"
    told = {"status": "held", "note_text": "Смаилов не явился"}
    assert "Смаилов" not in dana.send(f"{address}result/", told, HTTP_IF_MATCH='W/"1"').content.decode()
    shown = made(dana.ask(f"{address}?reveal=note,postponed_reason", HTTP_IF_NONE_MATCH='W/"2"'), 200)
    assert (shown["note"], shown["postponed_reason"]) == ("Смаилов не явился", "")
    assert AuditEntry.objects.filter(case_id=cast.case.pk, verb="person.revealed").count() == 2
    problem(bek.ask(f"{address}?reveal=note"), 403)
    assert dana.ask(address, HTTP_IF_NONE_MATCH='W/"2"').status_code == 304


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("status=scheduled", 1), ("status=held", 0), ("mine=true", 1), ("case=АЛ-26-0001", 1), ("q=АЛ-26", 1), ("q=АЛ-25", 0),
        ("starts_at_after=2026-11-20", 1), ("starts_at_before=2026-11-19", 0), ("ordering=-starts_at", 1),
    ],
)  # fmt: skip
def test_hearings_are_found_by_status_time_person_and_case(dana, lived, asked, found):
    assert lived.hearing.starts_at == NOON + timedelta(days=18)
    assert len(made(dana.ask(f"hearings/?{asked}"), 200)["results"]) == found
