"""Deadlines over HTTP: found by whose they are and until when, waived with a reason."""

from datetime import timedelta

import pytest

from backend.proceedings.recording import record_event
from tests.api.conftest import made, pointers, problem
from tests.world import NOON


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("obligor=authority", 1), ("obligor=us", 0), ("state=open", 1), ("status=open", 1), ("status=overdue", 1), ("status=met", 0),
        ("due_before=2026-11-30T00:00:00+05:00", 1), ("due_before=2026-11-02T00:00:00%2B05:00", 0), ("mine=true", 1),
        ("case=АЛ-26-0001", 1), ("case=АЛ-26-0002", 0), ("rule_key=erdr_register_24h", 1), ("needs_review=true", 1),
    ],
)  # fmt: skip
def test_deadlines_are_found_by_obligor_status_and_time(dana, lived, clock, asked, found):
    clock(NOON + timedelta(days=3))
    assert len(made(dana.ask(f"deadlines/?{asked}"), 200)["results"]) == found


def test_overdue_is_asked_and_never_stored(dana, lived, clock):
    clock(NOON)
    assert made(dana.ask("deadlines/?status=overdue"), 200)["results"] == []
    clock(NOON + timedelta(days=3))
    (row,) = made(dana.ask("deadlines/?status=overdue"), 200)["results"]
    assert (row["state"], row["is_overdue"]) == ("open", True)
    assert made(dana.ask(f"deadlines/{row['id']}/"), 200) == row


def test_mine_are_those_of_the_cases_on_whose_team_one_is(bek, lived):
    assert len(made(bek.ask("deadlines/"), 200)["results"]) == 1
    assert made(bek.ask("deadlines/?mine=true"), 200)["results"] == []


def test_a_deadline_of_ours_is_waived_with_a_reason(cast, dana, bek, lived, clock):
    clock(NOON)
    problem(dana.send(f"deadlines/{lived.deadline.pk}/waive/", {"reason": "x"}), 409)
    for days, kind, fields in (
        (1, "registered_erdr", {"erdr_number": "26751"}),
        (2, "sent_to_court", {}),
        (3, "verdict_announced", {"result": "acquitted", "respondent": str(cast.respondent.pk)}),
    ):
        happened = NOON + timedelta(days=days)
        record_event(
            lived.proceeding, kind, happened_at=happened, fields=fields, by=cast.dana, at=NOON + timedelta(days=4)
        )
    clock(NOON + timedelta(days=5))
    ours = made(dana.ask("deadlines/?obligor=us&status=open"), 200)["results"][0]
    address = f"deadlines/{ours['id']}/waive/"
    assert pointers(dana.send(address, {"reason": ""})) == ["/reason"]
    problem(bek.send(address, {"reason": "x"}), 403)
    waived = made(dana.send(address, {"reason": "решили не обжаловать"}), 200)
    assert waived["state"] == "waived"
    problem(dana.send(address, {"reason": "x"}), 409)
    events = made(dana.ask(f"proceedings/{lived.proceeding.pk}/events/?kind=deadline_waived"), 200)["results"]
    assert [event["fields"] for event in events] == [{}]


@pytest.mark.parametrize(
    "asked", ["obligor=everybody", "status=late", "state=overdue", "due_before=soon", "rule_key=none"]
)
def test_a_filter_that_cannot_be_is_refused(dana, asked):
    refused = dana.ask(f"deadlines/?{asked}")
    problem(refused, 422)
    assert pointers(refused) == [asked.split("=")[0]]


def test_whoever_leads_names_the_day_of_a_deadline(cast, api, dana, lived, clock):
    clock(NOON)
    asel = api(cast.asel)
    address = f"deadlines/{lived.deadline.pk}/day/"
    body = {"until": "2026-12-01", "why": "extended", "reason": "Прокурор продлил"}
    problem(asel.send(address, body), 403)
    assert pointers(dana.send(address, body | {"why": "because"})) == ["/why"]
    told = made(dana.send(address, body), 200)
    assert told["due_at"] == "2026-12-01T19:00:00Z"  # 24:00 of 1 December in Almaty


def test_a_deadline_without_a_day_is_told_last_and_on_every_way_through_the_pages(cast, dana, lived, clock):
    clock(NOON)
    for days, kind, fields in (
        (1, "registered_erdr", {"erdr_number": "26751"}),
        (2, "terminated", {"ground": "no_proof"}),
        (3, "termination_approved", {}),
    ):
        at = NOON + timedelta(days=days)
        record_event(lived.proceeding, kind, happened_at=at, fields=fields, by=cast.dana, at=NOON + timedelta(days=4))
    everything = made(dana.ask("deadlines/?page_size=200"), 200)["results"]
    assert [row["rule_key"] for row in everything if row["due_at"] is None] == ["termination_notice"]
    for ordering, place in (("act_by", -1), ("-act_by", 0), ("due_at", -1), ("-due_at", 0)):
        walked, address = [], f"deadlines/?page_size=1&ordering={ordering}"
        while address:
            page = made(dana.ask(address), 200)
            walked += page["results"]
            address = page["next"] and page["next"].split("/api/v1/")[1]
        assert sorted(row["id"] for row in walked) == sorted(row["id"] for row in everything)
        assert walked[place]["rule_key"] == "termination_notice"
