"""Survivors over HTTP: registered, corrected, and never named unless that is asked for."""

import pytest

from backend.audit.models import AuditEntry
from backend.cases.services import add_to_team
from tests.api.conftest import made, pointers, problem
from tests.world import NOON

NAMED = {
    "pseudonym": "Искра",
    "legal_name": "Оспанова Динара",
    "iin": "900101400123",
    "gender": "f",
    "birth_date": "1990-01-01",
}


def test_a_survivor_is_registered_and_told_by_her_pseudonym(cast, dana):
    answer = dana.send("survivors/", {"organisation": str(cast.organisation.pk), **NAMED})
    survivor = made(answer)
    assert survivor["pseudonym"] == "Искра"
    assert answer["ETag"] == 'W/"1"'
    assert "Оспанова" not in answer.content.decode()
    assert made(dana.ask(f"survivors/{survivor['id']}/"), 200) == survivor
    assert len(made(dana.ask("survivors/"), 200)["results"]) == 2


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"pseudonym": " "}, "/pseudonym"), ({"legal_name": "x" * 201}, "/legal_name"), ({"birth_date": "2030-01-01"}, "/birth_date"),
        ({"birth_date": "14.03.1985"}, "/birth_date"), ({"gender": "x"}, "/gender"), ({"iin": 900101400123}, "/iin"),
    ],
)  # fmt: skip
def test_a_survivor_who_cannot_be_is_not_registered(cast, dana, noon, wrong, pointer):
    refused = dana.send("survivors/", {"organisation": str(cast.organisation.pk), **NAMED, **wrong})
    problem(refused, 422)
    assert pointers(refused) == [pointer]


def test_hidden_fields_come_on_demand_and_stand_in_the_log_of_her_case(cast, dana):
    address = f"survivors/{cast.survivor.pk}/"
    shown = made(dana.ask(f"{address}?reveal=legal_name,birth_date"), 200)
    assert (shown["legal_name"], shown["birth_date"]) == ("Смаилова Айгүл Қанатқызы", "1985-03-14")
    assert "iin" not in shown
    log = made(dana.ask(f"cases/{cast.case.code}/access-log/"), 200)["results"]
    assert {row["detail"]["field"] for row in log if row["verb"] == "person.revealed"} == {"legal_name", "birth_date"}
    refused = dana.ask(f"{address}?reveal=password")
    problem(refused, 422)
    assert pointers(refused) == ["reveal"]
    problem(dana.ask("survivors/?reveal=legal_name"), 422)


def test_a_survivor_without_a_case_is_known_to_her_house_and_named_to_nobody(cast, dana, bek, chinara):
    survivor = made(dana.send("survivors/", {"organisation": str(cast.organisation.pk), **NAMED}))
    address = f"survivors/{survivor['id']}/"
    assert made(bek.ask(address), 200)["pseudonym"] == "Искра"
    problem(bek.ask(f"{address}?reveal=legal_name"), 403)
    problem(chinara.ask(address), 404)
    assert not AuditEntry.objects.filter(verb="person.revealed").exists()


def test_a_correction_names_the_version_it_was_made_from(cast, dana):
    address = f"survivors/{cast.survivor.pk}/"
    problem(dana.change(address, {"pseudonym": "Чайка"}), 428)
    answer = dana.change(address, {"pseudonym": "Чайка", "phone": "+77010000000"}, HTTP_IF_MATCH='W/"1"')
    assert made(answer, 200)["pseudonym"] == "Чайка"
    assert answer["ETag"] == 'W/"2"'
    problem(dana.change(address, {"pseudonym": "Сойка"}, HTTP_IF_MATCH='W/"1"'), 412)
    assert pointers(dana.change(address, {"organisation": str(cast.organisation.pk)}, HTTP_IF_MATCH='W/"2"')) == [
        "/organisation"
    ]
    assert made(dana.ask(f"{address}?reveal=legal_name,phone"), 200)["phone"] == "+77010000000"


def test_an_observer_on_the_team_reads_and_corrects_nothing(cast, bek):
    add_to_team(cast.case, cast.bek, "observer", by=cast.dana, at=NOON)
    address = f"survivors/{cast.survivor.pk}/"
    assert made(bek.ask(f"{address}?reveal=legal_name"), 200)["legal_name"]
    problem(bek.change(address, {"pseudonym": "Чайка"}, HTTP_IF_MATCH='W/"1"'), 403)
    problem(bek.send("persons/", {"survivor": str(cast.survivor.pk), "legal_name": "x"}), 403)
    problem(
        bek.send("consents/", {"survivor": str(cast.survivor.pk), "purpose": "statistics", "given_on": "2026-11-01"}),
        403,
    )


def test_an_administrator_registers_and_finds_nobody(cast, dana, bek):
    cast.bek.memberships.update(role="administrator")
    made(dana.send("survivors/", {"organisation": str(cast.organisation.pk), **NAMED}))
    assert made(bek.ask("survivors/"), 200)["results"] == []
    problem(bek.send("survivors/", {"organisation": str(cast.organisation.pk), **NAMED}), 403)


@pytest.mark.parametrize(
    ("asked", "found"), [("case=АЛ-26-0001", 1), ("case=ал-26-0001", 1), ("case=АЛ-26-0002", 0), ("region=astana", 0)]
)
def test_survivors_are_found_by_case_and_region(dana, asked, found):
    assert len(made(dana.ask(f"survivors/?{asked}"), 200)["results"]) == found


def test_a_case_is_asked_for_by_id_or_code_and_nothing_else(cast, dana):
    assert len(made(dana.ask(f"survivors/?case={cast.case.pk}"), 200)["results"]) == 1
    refused = dana.ask("survivors/?case=Смаилова")
    problem(refused, 422)
    assert pointers(refused) == ["case"]
