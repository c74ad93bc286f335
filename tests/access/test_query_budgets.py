"""How many questions a page asks of the database: as many as its line in `query_budgets.json`, and no more when there
is more to show. A rise is a change of that file, which somebody has to defend."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.cases.services import add_incident, add_party, open_case
from backend.people.services import register_person
from tests.busy import LATER, make_busy
from tests.world import NOON

BUDGETS = json.loads((Path(__file__).parent / "query_budgets.json").read_text(encoding="utf-8"))


@pytest.fixture
def busy(cast, clock):
    found = make_busy(cast)
    clock(LATER)
    return found


def asked(client, address, case):
    client.get(address.format(case=case))  # what is read once for the process is read now
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address.format(case=case)).status_code == 200
    return len(queries)


@pytest.mark.parametrize("address", BUDGETS)
def test_a_page_keeps_to_its_budget(busy, cast, client, address):
    client.force_login(cast.dana)
    assert asked(client, address, cast.case.pk) <= BUDGETS[address]


@pytest.mark.parametrize("address", ["/", "/cases/", "/outcomes/", "/record/"])
def test_more_cases_ask_no_more_questions(busy, cast, client, address):
    client.force_login(cast.dana)
    before = asked(client, address, cast.case.pk)
    for number in range(3):
        case = open_case(
            cast.organisation, cast.survivor, by=cast.asel, lead=cast.dana, at=NOON,
            opened_on=date(2026, 10, 1) + timedelta(days=number),
        )  # fmt: skip
        if number == 0:
            add_incident(case, happened_on=date(2026, 10, 1), kinds=["threat"], by=cast.asel, at=NOON)
            make_busy(cast, case)
    assert asked(client, address, cast.case.pk) <= before


def test_a_longer_case_asks_no_more_questions(busy, cast, client):
    client.force_login(cast.dana)
    before = asked(client, "/cases/{case}/", cast.case.pk)
    for number in range(4):
        person = register_person(cast.survivor, legal_name=f"Свидетель {number}", by=cast.asel, at=NOON)
        add_party(cast.case, person, "witness", by=cast.asel, at=NOON)
        add_incident(cast.case, happened_on=date(2026, 10, 1 + number), kinds=["threat"], by=cast.asel, at=NOON)
    make_busy(cast)
    after = asked(client, "/cases/{case}/", cast.case.pk)
    # Each proceeding whose stage has a paper gathers its facts once: a handful more for the second pair, not for each event.
    assert after <= before + 2 * 10
