"""Checks and matches through the API: the same as on the pages, to the same people."""

from datetime import date

import pytest

from backend.accounts.models import User
from backend.cases.check_models import Finding
from backend.cases.parties import add_new_party
from backend.cases.services import open_case
from backend.people.services import register_survivor
from tests.world import NOON, begin_work

HIM = {"legal_name": "Ахметов Данияр Сабитұлы", "birth_date": date(1983, 5, 17), "relation": "spouse"}


@pytest.fixture
def far_case(cast, clock):
    clock(NOON)
    her = register_survivor(cast.other_organisation, by=cast.chinara, at=NOON, pseudonym="Сова")
    case = open_case(cast.other_organisation, her, by=cast.chinara, at=NOON)
    add_new_party(case, "respondent", by=cast.chinara, at=NOON, **HIM)
    return case


@pytest.fixture
def match(cast, far_case, dana):
    """A person is registered and made a party by a program; the check runs by itself."""
    him = {"legal_name": "Daniyar Akhmetov", "birth_date": "1983-05-17"}
    person = dana.send("persons/", {"survivor": str(cast.survivor.pk), **him})
    assert person.status_code == 201, person.content
    party = {"person": person.json()["id"], "role": "respondent", "relation": "spouse"}
    assert dana.send(f"cases/{cast.case.code}/parties/", party).status_code == 201
    return dana.ask(f"cases/{cast.case.code}/matches/").json()["results"][0]


def test_a_match_says_its_kind_and_not_which_case(cast, match, far_case):
    assert (match["question"], match["strength"], match["decision"]) == ("repeat", "match", "")
    assert match["can_be_opened"] is True
    assert not {str(far_case.pk), far_case.code} & {str(value) for value in match.values()}


def test_a_correction_by_a_program_is_compared_too(cast, match, dana):
    person = dana.ask(f"persons/{match['person']}/")
    changed = dana.change(
        f"persons/{match['person']}/", {"birth_date": "1990-01-01", "why_changed": "typo"}, HTTP_IF_MATCH=person["ETag"]
    )
    assert changed.status_code == 200
    assert dana.ask(f"matches/{match['id']}/").json()["gone_at"] is not None


def test_checks_are_listed_and_asked_for_once(cast, match, dana, api):
    before = len(dana.ask(f"cases/{cast.case.code}/checks/").json()["results"])
    first = dana.send(f"cases/{cast.case.code}/checks/", {}, HTTP_IDEMPOTENCY_KEY="again")
    assert dana.send(f"cases/{cast.case.code}/checks/", {}, HTTP_IDEMPOTENCY_KEY="again").json() == first.json()
    assert [row["result"] for row in first.json()["results"]] == ["none", "none", "match"]
    assert len(dana.ask(f"cases/{cast.case.code}/checks/").json()["results"]) == before + 3
    assert api(cast.asel).ask(f"cases/{cast.case.code}/checks/").status_code == 403


def test_a_decision_wants_the_version_it_was_read_at(cast, match, dana, bek):
    address, told = f"matches/{match['id']}/decide/", {"decision": "same"}
    assert dana.send(address, told).status_code == 428
    decided = dana.send(address, told, HTTP_IF_MATCH='W/"1"')
    assert (decided.status_code, decided.json()["decision"]) == (200, "same")
    assert bek.send(address, {"decision": "not_same"}, HTTP_IF_MATCH='W/"1"').status_code == 412
    refused = bek.send(address, {"decision": "no_conflict", "reason": "x"}, HTTP_IF_MATCH='W/"2"')
    assert refused.json()["errors"][0]["pointer"] == "/decision"


def test_two_leads_open_a_match(cast, match, far_case, dana, api):
    chinara, asel = api(cast.chinara), api(cast.asel)
    assert asel.send(f"matches/{match['id']}/requests/", {}).status_code == 404
    asked = dana.send(f"matches/{match['id']}/requests/", {"note": "Экспертиза"}, HTTP_IDEMPOTENCY_KEY="k")
    assert asked.status_code == 201
    theirs = chinara.ask("match-requests/").json()["results"][0]
    assert (theirs["asked_by_us"], theirs["note"], theirs["state"]) == (False, "Экспертиза", "asked")
    assert theirs["match"] != match["id"]
    assert dana.ask(f"matches/{match['id']}/opened/").status_code == 403
    assert chinara.send(f"match-requests/{theirs['id']}/accept/", {}).json()["state"] == "accepted"
    opened = dana.ask(f"matches/{match['id']}/opened/").json()
    assert (opened["code"], opened["lead_email"], opened["tracks"]) == (far_case.code, "chinara@example.org", [])
    assert chinara.ask(f"matches/{theirs['match']}/opened/").json()["code"] == cast.case.code
    assert dana.send(f"match-requests/{theirs['id']}/end/", {}).json()["state"] == "ended"
    assert chinara.ask(f"matches/{theirs['match']}/opened/").status_code == 403


def test_a_colleague_concerned_is_told_of_nothing(cast, api, clock):
    clock(NOON)
    daniyar = User.objects.create_user("d@example.org", "twelve-letters-at-least", full_name="Данияр Ахметов")
    begin_work(daniyar, cast.organisation, "coordinator", at=NOON)
    add_new_party(cast.case, "respondent", by=cast.asel, at=NOON, **HIM)
    finding = Finding.objects.get()
    hers, his = api(cast.bek), api(daniyar)
    assert hers.ask(f"matches/{finding.pk}/").json()["member"] == str(daniyar.pk)
    assert his.ask(f"matches/{finding.pk}/").status_code == 404
    assert his.ask(f"cases/{cast.case.code}/matches/").json()["results"] == []
    results = {row["result"] for row in his.ask(f"cases/{cast.case.code}/checks/").json()["results"]}
    assert results == {"none"}
    refused = hers.send(f"cases/{cast.case.code}/team/", {"user": str(daniyar.pk), "role": "member"})
    assert refused.status_code == 422
