"""Access by stating a reason as programs take it, the log of access, and the figures of coordinators."""

import pytest

from backend.audit.services import record
from backend.cases.access import break_glass
from backend.cases.access_models import AccessGrant
from backend.cases.services import open_case
from tests.api.conftest import made, pointers, problem
from tests.world import NOON

PASSWORD = "twelve-letters-at-least"
WHY = "Звонит её сестра: муж нашёл адрес, Дана в суде."


@pytest.fixture
def grants(cast):
    return f"cases/{cast.case.code}/access-grants/"


def test_with_reason_and_password_a_coordinator_reads_the_case(cast, bek, noon, grants):
    assert bek.ask(f"cases/{cast.case.code}/notes/").status_code == 403
    told = made(bek.send(grants, {"reason": WHY, "password": PASSWORD}))
    assert (told["reason"], told["user_name"]) == (WHY, "Бек Омаров")
    assert "password" not in told
    assert bek.ask(f"cases/{cast.case.code}/notes/").status_code == 200
    problem(bek.send(grants, {"reason": WHY, "password": PASSWORD}), 409)


def test_a_token_alone_opens_nothing_and_a_wrong_password_neither(bek, noon, grants):
    problem(bek.send(grants, {"reason": WHY}), 403)
    refused = bek.send(grants, {"reason": WHY, "password": "another-password"})
    problem(refused, 422)
    assert pointers(refused) == ["/password"]
    assert not AccessGrant.objects.exists()


def test_passwords_are_not_tried_without_end(bek, noon, grants):
    for _ in range(10):
        bek.send(grants, {"reason": WHY, "password": "another-password"})
    problem(bek.send(grants, {"reason": WHY, "password": PASSWORD}), 403)
    assert not AccessGrant.objects.exists()


def test_a_session_that_gave_its_password_a_moment_ago_need_not_send_it(cast, client, noon, grants):
    client.force_login(cast.bek)
    told = {"data": {"reason": WHY}, "content_type": "application/json"}
    assert client.post(f"/api/v1/{grants}", **told).status_code == 403
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.post(f"/api/v1/{grants}", **told).status_code == 201


@pytest.mark.parametrize(
    ("told", "pointer"),
    [({"reason": "надо"}, "/reason"), ({"hours": 5}, "/hours"), ({"hours": "4"}, "/hours"), ({"why": "x"}, "/why")],
)
def test_what_cannot_be_is_refused_at_its_field(bek, noon, grants, told, pointer):
    refused = bek.send(grants, {"reason": WHY, "password": PASSWORD, **told})
    problem(refused, 422)
    assert pointers(refused) == [pointer]


def test_the_same_request_again_opens_nothing_twice(bek, noon, grants):
    sent = {"reason": WHY, "password": PASSWORD, "hours": 1}
    first, again = (bek.send(grants, sent, HTTP_IDEMPOTENCY_KEY="k1") for _ in range(2))
    assert made(first) == made(again)
    assert AccessGrant.objects.count() == 1


def test_it_is_given_back_by_its_holder_and_ended_by_the_lead(cast, bek, dana, noon, grants):
    for ending in (bek, dana):
        taken = made(bek.send(grants, {"reason": WHY, "password": PASSWORD}))
        assert ending.delete(f"/api/v1/{grants}{taken['id']}/").status_code == 204
        assert ending.delete(f"/api/v1/{grants}{taken['id']}/").status_code == 204
        assert bek.ask(f"cases/{cast.case.code}/notes/").status_code == 403


def test_the_lead_reads_why_and_a_stranger_finds_nothing(cast, bek, dana, chinara, api, noon, grants):
    grant = break_glass(cast.case, WHY, by=cast.bek, at=NOON)
    assert [row["reason"] for row in dana.ask(grants).json()["results"]] == [WHY]
    problem(chinara.ask(grants), 404)
    problem(chinara.delete(f"/api/v1/{grants}{grant.pk}/"), 404)
    problem(api(cast.asel).ask(grants), 403)
    problem(api(cast.asel).delete(f"/api/v1/{grants}{grant.pk}/"), 404)
    problem(api(cast.asel).send(grants, {"reason": WHY, "password": PASSWORD}), 403)


def test_the_log_of_access_tells_the_lead_what_was_looked_at_and_the_frame_only_who(cast, dana, bek, noon):
    act = {"at": NOON, "case_id": cast.case.pk}
    record(f"case:{cast.case.pk}", "person.revealed", by=cast.asel, field="iin", **act)
    address = f"cases/{cast.case.code}/accesses/"
    [line] = dana.ask(address, HTTP_ACCEPT_LANGUAGE="ru").json()["results"]
    assert (line["kind"], line["by_name"], line["detail"]) == ("revealed", "Асель Нурланова", {"field": "iin"})
    [line] = bek.ask(address).json()["results"]
    assert (line["by_name"], line["detail"], line["subject"]) == ("Асель Нурланова", {}, "")


def test_the_log_of_access_is_sifted_by_person_and_kind(cast, dana, noon):
    for by, verb in ((cast.asel, "case.viewed"), (cast.dana, "case.viewed"), (cast.dana, "document.downloaded")):
        record(f"case:{cast.case.pk}", verb, by=by, at=NOON, case_id=cast.case.pk)
    address = f"cases/{cast.case.code}/accesses/"
    assert len(dana.ask(f"{address}?kind=looked").json()["results"]) == 2
    assert len(dana.ask(f"{address}?kind=looked&by={cast.asel.pk}").json()["results"]) == 1
    assert len(dana.ask(f"{address}?page_size=2").json()["results"]) == 2
    problem(dana.ask(f"{address}?kind=nonsense"), 422)


def test_a_member_who_does_not_lead_is_not_told_who_looked(cast, api):
    problem(api(cast.asel).ask(f"cases/{cast.case.code}/accesses/"), 403)


def test_load_says_the_same_as_the_page(cast, bek, client, noon):
    told = {row["name"]: row for row in bek.ask("reports/load/").json()}
    client.force_login(cast.bek)
    [(_organisation, loads)] = client.get("/coordination/").context["loads"]
    assert list(told) == [load.user.full_name for load in loads]
    assert [row["cases_led"] for row in told.values()] == [load.cases.get("lead", 0) for load in loads] == [0, 1, 0]


def test_lists_and_their_counts(cast, bek, dana, chinara, noon):
    case = open_case(cast.organisation, cast.survivor, by=cast.asel, at=NOON)
    assert bek.ask("reports/attention/").json() == {"no_lawyer": 1, "no_next_date": 2, "not_opened": 0}
    [row] = bek.ask("reports/attention/no_lawyer/").json()["results"]
    assert row["code"] == case.code
    assert row["last_opened_at"].startswith("2026-11-02")
    assert len(bek.ask("reports/attention/no_next_date/?page_size=1").json()["results"]) == 1
    assert chinara.ask("reports/attention/").json() == {"no_lawyer": 0, "no_next_date": 0, "not_opened": 0}
    problem(dana.ask("reports/attention/"), 403)
    problem(bek.ask("reports/attention/nonsense/"), 404)
