"""Every refusal in one form, in the caller's language, and none that tells more than it should."""

import pytest
from django.test import Client

from backend.api import cases
from tests.api.conftest import pointers, problem
from tests.world import NOON


@pytest.mark.parametrize(
    "address", ["/api/", "/api", "/api/v2/cases/", "/api/v1/nothing/", "/api/v1/cases/x/y/z", "/api/v1/admin"]
)
@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "options", "patch"])
def test_an_address_that_there_is_not_says_so_to_everybody(db, address, method):
    problem(getattr(Client(), method)(address), 404)


@pytest.mark.parametrize("method", ["delete", "put", "options"])
def test_a_method_that_an_address_does_not_take_is_named_with_those_it_does(dana, method):
    refused = getattr(dana, method)("/api/v1/cases/")
    assert "GET, POST" in problem(refused, 405)["detail"]
    assert "GET" in refused["Allow"]


def test_an_address_may_be_written_without_its_last_stroke(cast, dana):
    assert dana.ask("cases").json() == dana.ask("cases/").json()
    told = {"organisation": str(cast.organisation.pk), "pseudonym": "Искра", "legal_name": "x"}
    assert dana.send("survivors", told).status_code == 201


def test_a_form_of_answer_that_there_is_not_is_refused(dana):
    problem(dana.ask("cases/", HTTP_ACCEPT="text/html"), 406)


def test_a_body_that_is_not_json_is_refused(dana):
    problem(
        dana.post(
            "/api/v1/cases/", {"region": "astana"}, format=None, content_type="application/x-www-form-urlencoded"
        ),
        415,
    )
    problem(dana.generic("POST", "/api/v1/cases/", "<a/>", content_type="text/xml"), 415)


def test_malformed_json_is_refused_with_the_place(dana):
    refused = dana.generic("POST", "/api/v1/cases/", '{"a": 1,\n}', content_type="application/json")
    assert "2" in problem(refused, 400)["detail"]


def test_a_body_that_is_too_large_is_refused(dana, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    problem(dana.send("cases/", {"summary": "x" * 2000}), 413)


def test_a_field_that_there_is_not_is_refused_and_not_dropped(cast, dana):
    told = {"organisation": str(cast.organisation.pk), "survivor": str(cast.survivor.pk), "high-risk": True, "a/b~c": 1}
    refused = dana.send("cases/", told)
    problem(refused, 422)
    assert set(pointers(refused)) == {"/high-risk", "/a~1b~0c"}


@pytest.mark.parametrize(
    ("told", "pointer"),
    [
        ({"high_risk": "true"}, "/high_risk"), ({"high_risk": 1}, "/high_risk"), ({"region": True}, "/region"),
        ({"region": "atlantis"}, "/region"), ({"summary": 5}, "/summary"), ({"summary": None}, "/summary"),
        ({"summary": ["x"]}, "/summary"), ({"summary": "x" * 20001}, "/summary"),
    ],
)  # fmt: skip
def test_a_wrong_type_is_refused_with_a_pointer(cast, dana, told, pointer):
    refused = dana.change(f"cases/{cast.case.pk}/", told, HTTP_IF_MATCH='W/"1"')
    problem(refused, 422)
    assert pointers(refused) == [pointer]
    cast.case.refresh_from_db()
    assert cast.case.version == 1


def test_items_of_a_list_are_pointed_to_by_their_place(cast, dana):
    told = {"happened_on": "2026-11-01", "kinds": ["beating", "shouting"]}
    assert pointers(dana.send(f"cases/{cast.case.code}/incidents/", told)) == ["/kinds/1"]


@pytest.mark.parametrize(
    ("asked", "parameter", "status"),
    [
        ("region=atlantis", "region", 422), ("stage=nowhere", "stage", 422), ("route=sea", "route", 422),
        ("mine=perhaps", "mine", 422), ("open=yes", "open", 422), ("opened_on_after=soon", "opened_on_after", 422),
        ("opened_on_before=9999-12-31", "opened_on_before", 422), ("organisation=5", "organisation", 422),
        ("regoin=astana", "regoin", 422), ("page_size=0", "page_size", 422), ("page_size=many", "page_size", 422),
        ("ordering=survivor", "ordering", 422), ("cursor=abc", "cursor", 400), ("cursor=W10", "cursor", 400),
    ],
)  # fmt: skip
def test_a_parameter_that_cannot_be_is_named(dana, asked, parameter, status):
    refused = dana.ask(f"cases/?{asked}")
    problem(refused, status)
    assert pointers(refused) == [parameter]


def test_a_strangers_row_in_a_body_is_as_unknown_as_none(cast, dana, chinara, lived, noon):
    told = {
        "proceeding": str(lived.proceeding.pk),
        "court": str(lived.court.pk),
        "starts_at": "2026-12-02T10:00:00+05:00",
    }
    refused = chinara.send("hearings/", told)
    problem(refused, 404)
    assert pointers(refused) == ["/proceeding"]
    assert refused.json() == dana.send("hearings/", told | {"proceeding": str(cast.case.pk)}).json()


def test_what_was_not_foreseen_tells_nothing_of_itself(dana, monkeypatch, caplog):
    def fail(*_args, **_kwargs):
        raise RuntimeError("Смаилова Айгүл")

    monkeypatch.setattr(cases.CaseResource, "rows", fail)
    body = problem(dana.ask("cases/"), 500)
    assert "Смаилова" not in str(body)
    assert "RuntimeError" not in str(body)
    assert any("Not foreseen" in record.message for record in caplog.records)


@pytest.mark.parametrize(
    ("header", "own", "words"),
    [
        ({"HTTP_ACCEPT_LANGUAGE": "kk"}, "ru", "Мұнда ондай ештеңе жоқ"), ({"HTTP_ACCEPT_LANGUAGE": "en"}, "kk", "There is no such thing"),
        ({}, "kk", "Мұнда"), ({}, "ru", "Здесь"), ({"HTTP_ACCEPT_LANGUAGE": "de,fr;q=0.5"}, "en", "There is no such thing"),
        ({"HTTP_ACCEPT_LANGUAGE": "de,kk;q=0.5"}, "en", "Мұнда"),
    ],
)  # fmt: skip
def test_a_refusal_speaks_the_language_asked_for_else_the_users_own(cast, dana, header, own, words):
    cast.dana.language = own
    cast.dana.save(update_fields=["language"])
    refused = dana.ask("cases/АЛ-26-9999/", **header)
    assert words[:5] in problem(refused, 404)["detail"]
    assert refused["Content-Language"] == (
        header.get("HTTP_ACCEPT_LANGUAGE", "")[:2]
        if header.get("HTTP_ACCEPT_LANGUAGE") in ("kk", "en")
        else refused["Content-Language"]
    )


def test_a_colleague_off_the_team_is_told_that_the_content_is_closed(cast, bek):
    assert "команде" in problem(bek.ask(f"cases/{cast.case.pk}/parties/"), 403)["detail"]


def test_nothing_is_written_by_a_refused_request(cast, dana, noon):
    told = {"kind": "registered_kui", "happened_at": NOON.isoformat(), "fields": {"kui_number": "1"}}
    proceeding = dana.send("proceedings/", {"case": cast.case.code, "route": "criminal"}).json()
    before = len(dana.ask(f"cases/{cast.case.code}/access-log/").json()["results"])
    problem(dana.send(f"proceedings/{proceeding['id']}/events/", told), 409)
    assert len(dana.ask(f"cases/{cast.case.code}/access-log/").json()["results"]) == before


@pytest.mark.parametrize("sent", ["null", "[]", "5", '"text"'])
def test_what_is_not_an_object_is_refused_in_the_readers_language(dana, cast, sent):
    answer = dana.generic("POST", f"/api/v1/cases/{cast.case.code}/tasks/", sent, "application/json")
    assert "Отправьте объект JSON" in str(problem(answer, 422))
