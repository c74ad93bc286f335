"""Cases over HTTP: opened, found, changed by one at a time; their parts."""

import pytest

from backend.audit.models import AuditEntry
from tests.api.conftest import made, pointers, problem
from tests.world import NOON


def test_a_case_is_opened_and_named_by_id_or_code(cast, dana, noon):
    told = {
        "organisation": str(cast.organisation.pk),
        "survivor": str(cast.survivor.pk),
        "region": "astana",
        "summary": "Смаилова",
    }
    answer = dana.send("cases/", told)
    case = made(answer)
    assert case["code"] == "АЛ-26-0002"
    assert answer["ETag"] == 'W/"1"'
    assert case["team"] == [{"user": str(cast.dana.pk), "name": "Дана Сейткали", "role": "lead"}]
    assert "summary" not in case
    assert made(dana.ask(f"cases/{case['code']}/"), 200) == made(dana.ask(f"cases/{case['id']}/"), 200) == case


@pytest.mark.parametrize(
    ("wrong", "status", "pointer"),
    [
        ({"survivor": "01930000-0000-7000-8000-000000000000"}, 404, "/survivor"),
        ({"organisation": "01930000-0000-7000-8000-000000000000"}, 404, "/organisation"),
        ({"opened_on": "2027-01-01"}, 422, "/opened_on"), ({"opened_on": "0001-01-01"}, 422, "/opened_on"),
        ({"survivor": 5}, 422, "/survivor"), ({"survivor": None}, 422, "/survivor"),
    ],
)  # fmt: skip
def test_a_case_that_cannot_be_is_not_opened(cast, dana, noon, wrong, status, pointer):
    told = {"organisation": str(cast.organisation.pk), "survivor": str(cast.survivor.pk), **wrong}
    refused = dana.send("cases/", told)
    problem(refused, status)
    assert pointers(refused) == [pointer]
    assert len(made(dana.ask("cases/"), 200)["results"]) == 1


def test_nobody_opens_a_case_for_a_survivor_of_another_house(cast, chinara):
    told = {"organisation": str(cast.other_organisation.pk), "survivor": str(cast.survivor.pk)}
    assert pointers(chinara.send("cases/", told)) == ["/survivor"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=АЛ-26-0001", 1), ("q=ал-26", 1), ("q=1", 1), ("q=0001", 1), ("q=2", 0), ("q=КУИ-77", 1), ("q=куи", 1), ("q=Смаилова", 0),
        ("open=true", 1), ("open=false", 0), ("mine=true", 1), ("region=almaty_city", 1), ("region=astana", 0),
        ("route=criminal", 1), ("stage=filed", 1), ("route=criminal&stage=filed", 1), ("route=administrative_offence", 0),
        ("opened_on_after=2026-11-02", 1), ("opened_on_after=2026-11-03", 0), ("opened_on_before=2026-11-02", 1),
        ("high_risk=true", 0), ("high_risk=false", 1),
    ],
)  # fmt: skip
def test_cases_are_found_by_codes_numbers_and_what_is_counted(dana, lived, asked, found):
    lived.proceeding.refresh_from_db()
    assert lived.proceeding.number == "КУИ-77"
    asked = asked.replace("stage=filed", f"stage={lived.proceeding.stage}")
    assert len(made(dana.ask(f"cases/?{asked}"), 200)["results"]) == found


def test_a_change_names_the_version_it_was_made_from(cast, dana):
    address = f"cases/{cast.case.code}/"
    problem(dana.change(address, {"high_risk": True}), 428)
    answer = dana.change(address, {"high_risk": True}, HTTP_IF_MATCH=dana.ask(address)["ETag"])
    assert made(answer, 200)["high_risk"] is True
    assert answer["ETag"] == 'W/"2"'
    problem(dana.change(address, {"high_risk": False}, HTTP_IF_MATCH='W/"1"'), 412)
    assert made(dana.change(address, {"region": "astana"}, HTTP_IF_MATCH='"2"'), 200)["version"] == 3


def test_a_coordinator_off_the_team_sees_the_frame_and_changes_nothing(cast, bek):
    assert made(bek.ask(f"cases/{cast.case.code}/"), 200)["survivor_pseudonym"] == "Ласточка"
    problem(bek.change(f"cases/{cast.case.code}/", {"high_risk": True}, HTTP_IF_MATCH='W/"1"'), 403)
    problem(bek.ask(f"cases/{cast.case.code}/?reveal=summary"), 403)


def test_the_summary_is_shown_on_demand_and_the_look_is_logged_first(cast, dana):
    dana.change(f"cases/{cast.case.code}/", {"summary": "Айгүл просит о помощи"}, HTTP_IF_MATCH='W/"1"')
    assert "Айгүл" not in dana.ask(f"cases/{cast.case.code}/").content.decode()
    assert made(dana.ask(f"cases/{cast.case.code}/?reveal=summary"), 200)["summary"] == "Айгүл просит о помощи"
    seen = AuditEntry.objects.get(case_id=cast.case.pk, verb="person.revealed")
    assert seen.detail == {"field": "summary"}
    problem(dana.ask(f"cases/{cast.case.code}/?reveal=code"), 422)


def test_a_look_at_a_case_is_logged_as_on_its_page(cast, dana, bek):
    bek.ask(f"cases/{cast.case.code}/")
    dana.ask(f"cases/{cast.case.code}/")
    assert [entry.by for entry in AuditEntry.objects.filter(verb="case.viewed")] == [cast.dana]


def test_the_team_is_listed_and_grows(cast, dana, api, noon):
    address = f"cases/{cast.case.code}/team/"
    assert [row["role"] for row in made(dana.ask(address), 200)["results"]] == ["lead", "member"]
    assert made(dana.send(address, {"user": str(cast.bek.pk), "role": "second"}))["name"] == "Бек Омаров"
    assert len(made(dana.ask(address), 200)["results"]) == 3
    problem(api(cast.asel).send(address, {"user": str(cast.asel.pk), "role": "lead"}), 403)
    assert pointers(dana.send(address, {"user": str(cast.chinara.pk), "role": "member"})) == ["/user"]
    assert pointers(dana.send(address, {"user": str(cast.bek.pk), "role": "boss"})) == ["/role"]


def test_parties_are_told_without_their_names(cast, dana):
    address = f"cases/{cast.case.code}/parties/"
    assert made(dana.ask(address), 200)["results"] == [
        {
            "id": str(cast.respondent.pk),
            "person": str(cast.respondent.person_id),
            "role": "respondent",
            "relation": "spouse",
            "version": 1,
        }
    ]
    told = {"person": str(cast.respondent.person_id), "role": "respondent"}
    assert pointers(dana.send(address, told)) == ["/relation"]
    assert made(dana.send(address, told | {"role": "trusted"}))["role"] == "trusted"


def test_a_relation_is_corrected_by_one_at_a_time(cast, dana, bek):
    address = f"cases/{cast.case.code}/parties/{cast.respondent.pk}/"
    problem(bek.change(address, {"relation": "parent"}, HTTP_IF_MATCH='W/"1"'), 403)
    problem(dana.change(address, {"relation": "parent"}), 428)
    answer = dana.change(address, {"relation": "former_spouse"}, HTTP_IF_MATCH=dana.ask(address)["ETag"])
    assert (made(answer, 200)["relation"], answer["ETag"]) == ("former_spouse", 'W/"2"')
    problem(dana.change(address, {"relation": "parent"}, HTTP_IF_MATCH='W/"1"'), 412)
    assert pointers(dana.change(address, {"relation": ""}, HTTP_IF_MATCH='W/"2"')) == ["/relation"]
    assert pointers(dana.change(address, {"role": "child", "relation": "parent"}, HTTP_IF_MATCH='W/"2"')) == ["/role"]


def test_a_colleague_is_taken_off_the_team_and_leaves_it(cast, dana, bek, api):
    address = f"cases/{cast.case.code}/team/"
    problem(api(cast.asel).delete(f"/api/v1/{address}{cast.dana.pk}/"), 403)
    assert dana.delete(f"/api/v1/{address}{cast.asel.pk}/").status_code == 204
    problem(dana.delete(f"/api/v1/{address}{cast.asel.pk}/"), 409)
    problem(dana.delete(f"/api/v1/{address}{cast.chinara.pk}/"), 404)
    assert problem(dana.delete(f"/api/v1/{address}{cast.dana.pk}/"), 409)["type"].endswith("leaves_no_lead")
    assert dana.delete(f"/api/v1/{address}{cast.dana.pk}/?without_lead=true").status_code == 204
    problem(dana.ask(address), 404)
    assert made(bek.ask(address), 200)["results"] == []


def test_an_incident_is_corrected_by_one_at_a_time(cast, dana, noon):
    address = f"cases/{cast.case.code}/incidents/{cast.case.incidents.get().pk}/"
    problem(dana.change(address, {"weapon": True}), 428)
    answer = dana.change(address, {"weapon": True, "hour": "около 22:00"}, HTTP_IF_MATCH=dana.ask(address)["ETag"])
    assert (made(answer, 200)["weapon"], answer["ETag"]) == (True, 'W/"2"')
    assert "22:00" not in answer.content.decode()
    assert made(dana.ask(f"{address}?reveal=hour"), 200)["hour"] == "около 22:00"
    problem(dana.change(address, {"weapon": False}, HTTP_IF_MATCH='W/"1"'), 412)
    assert pointers(dana.change(address, {"happened_on": "2026-11-03"}, HTTP_IF_MATCH='W/"2"')) == ["/happened_on"]


def test_an_incident_is_recorded_and_told_without_what_she_said(cast, dana, noon):
    address = f"cases/{cast.case.code}/incidents/"
    told = {"happened_on": "2026-11-01", "kinds": ["threat"], "narrative": "Угрожал", "reported": True}
    incident = made(dana.send(address, told))
    assert incident["reported"] is True
    assert "narrative" not in incident
    one = f"{address}{incident['id']}/"
    assert made(dana.ask(one), 200) == incident
    assert made(dana.ask(f"{one}?reveal=narrative,place"), 200) == incident | {"narrative": "Угрожал", "place": ""}
    fields = AuditEntry.objects.filter(verb="person.revealed", subject=incident["id"]).values_list(
        "detail__field", flat=True
    )
    assert sorted(fields) == ["narrative", "place"]
    assert pointers(dana.send(address, told | {"happened_on": "2026-11-03"})) == ["/happened_on"]
    assert pointers(dana.send(address, told | {"kinds": []})) == ["/kinds"]


def test_the_timeline_holds_incidents_events_and_hearings(cast, dana, lived):
    rows = made(dana.ask(f"cases/{cast.case.code}/timeline/?ordering=at"), 200)["results"]
    assert [(row["type"], row["kind"]) for row in rows] == [
        ("incident", "beating"), ("event", "report_filed"), ("hearing", "scheduled"),
    ]  # fmt: skip
    assert [row["proceeding"] for row in rows] == [None, str(lived.proceeding.pk), str(lived.proceeding.pk)]


def test_the_log_tells_who_did_what_and_no_values(cast, dana, bek, lived):
    rows = made(dana.ask(f"cases/{cast.case.code}/access-log/?ordering=at", HTTP_ACCEPT_LANGUAGE="ru"), 200)["results"]
    opened = next(row for row in rows if row["verb"] == "case.opened")
    assert (opened["by"], opened["sentence"]) == (str(cast.asel.pk), "открыл(а) дело")
    assert rows[0]["verb"] == "survivor.created"
    assert {"document.generated", "consent.given"} <= {row["verb"] for row in rows}
    assert "КУИ-77" not in str(rows)
    problem(bek.ask(f"cases/{cast.case.code}/access-log/"), 403)
    assert NOON.date().isoformat() in rows[0]["at"]
