"""Events over HTTP: recorded, told without free text, taken back."""

from datetime import timedelta

import pytest

from backend.audit.models import AuditEntry
from tests.api.conftest import made, pointers, problem
from tests.world import NOON


@pytest.fixture
def events(lived):
    return f"proceedings/{lived.proceeding.pk}/events/"


REGISTERED = {"kind": "registered_kui", "happened_at": NOON.isoformat(), "fields": {"kui_number": "2677"}}


def test_an_event_is_recorded_and_moves_the_proceeding(dana, lived, events, clock):
    clock(NOON + timedelta(hours=2))
    event = made(dana.send(events, REGISTERED | {"happened_at": (NOON + timedelta(hours=1)).isoformat()}))
    assert (event["kind"], event["fields"], event["fields_hidden"]) == ("registered_kui", {}, ["kui_number"])
    assert made(dana.ask(f"proceedings/{lived.proceeding.pk}/"), 200)["number"] == "2677"
    assert [row["kind"] for row in made(dana.ask(events), 200)["results"]] == ["report_filed", "registered_kui"]


def test_free_text_of_an_event_comes_on_demand_and_is_logged(cast, dana, lived, events):
    address = f"{events}{lived.event.pk}/"
    assert "КУИ-77" not in dana.ask(address).content.decode()
    assert made(dana.ask(f"{address}?reveal=fields"), 200)["fields"] == {"incoming_number": "КУИ-77"}
    assert (
        AuditEntry.objects.filter(case_id=cast.case.pk, verb="person.revealed", subject=str(lived.event.pk)).count()
        == 1
    )


@pytest.mark.parametrize(
    ("wrong", "status", "pointer"),
    [
        ({"kind": "verdict_announced", "fields": {"result": "convicted"}}, 409, "/kind"), ({"kind": "no_such"}, 422, ""),
        ({"happened_at": "2027-01-01T12:00:00+05:00"}, 422, "/happened_at"), ({"happened_at": "2026-11-02T12:00:00"}, 422, "/happened_at"),
        ({"happened_at": "2026-10-01T12:00:00+05:00"}, 409, "/happened_at"), ({"fields": {}}, 422, "/fields/kui_number"),
        ({"fields": {"kui_number": True}}, 422, "/fields/kui_number"), ({"fields": []}, 422, "/fields"),
        ({"fields": {"kui_number": "1", "colour": "red"}}, 422, "/fields/colour"), ({"kind": None}, 422, "/kind"),
    ],
)  # fmt: skip
def test_an_event_that_cannot_be_is_refused_and_nothing_is_written(dana, events, noon, wrong, status, pointer):
    refused = dana.send(events, REGISTERED | wrong)
    problem(refused, status)
    assert pointers(refused)[0] == pointer
    assert len(made(dana.ask(events), 200)["results"]) == 1


def test_an_event_is_taken_back_by_another_that_says_why(dana, lived, events, noon):
    address = f"{events}{lived.event.pk}/annul/"
    assert pointers(dana.send(address, {})) == ["/reason"]
    assert pointers(dana.send(address, {"reason": " "})) == ["/reason"]
    annulment = made(dana.send(address, {"reason": "не тот день"}))
    assert (annulment["kind"], annulment["annuls"]) == ("annulled", str(lived.event.pk))
    assert made(dana.ask(events), 200)["results"] == []
    taken_back = made(dana.ask(f"{events}?standing=false"), 200)["results"]
    assert {row["kind"] for row in taken_back} == {"report_filed", "annulled"}
    problem(dana.send(address, {"reason": "ещё раз"}), 409)


def test_an_event_on_which_another_rests_is_not_taken_back(dana, lived, events, noon):
    made(dana.send(events, REGISTERED))
    assert "КУИ" in problem(dana.send(f"{events}{lived.event.pk}/annul/", {"reason": "ошибка"}), 409)["detail"]


@pytest.mark.parametrize(
    ("asked", "found"), [("kind=report_filed", 1), ("kind=registered_kui", 0), ("happened_at_after=2026-11-03", 0)]
)
def test_events_are_found_by_kind_and_time(dana, events, asked, found):
    assert len(made(dana.ask(f"{events}?{asked}"), 200)["results"]) == found


def test_an_event_of_another_proceeding_is_not_here(cast, dana, lived, noon):
    other = made(dana.send("proceedings/", {"case": cast.case.code, "route": "criminal"}))
    problem(dana.ask(f"proceedings/{other['id']}/events/{lived.event.pk}/"), 404)
    problem(dana.send(f"proceedings/{other['id']}/events/{lived.event.pk}/annul/", {"reason": "x"}), 404)


def test_the_day_that_is_still_to_come_is_told_in_the_callers_language(dana, events, noon):
    told = REGISTERED | {"happened_at": (NOON + timedelta(days=1)).isoformat()}
    assert "болғаннан кейін" in problem(dana.send(events, told, HTTP_ACCEPT_LANGUAGE="kk"), 422)["detail"]
