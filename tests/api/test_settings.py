"""The settings of an organisation over HTTP."""

import pytest

from backend.accounts.policies import may_open_cases
from tests.api.conftest import made, pointers, problem

PASSWORD = "twelve-letters-at-least"


@pytest.fixture
def place(cast):
    return f"organisations/{cast.organisation.pk}"


def test_settings_are_read_and_changed_with_the_version_that_was_read(bek, place, noon):
    read = bek.ask(f"{place}/settings/")
    told = made(read, 200)
    assert (told["our_days"], told["retention_years"], told["version"], read["ETag"]) == ([3, 1, 0], 5, 0, 'W/"0"')
    changed = bek.change(f"{place}/settings/", {"our_days": [7, 2]}, headers={"If-Match": read["ETag"]})
    assert (made(changed, 200)["our_days"], changed["ETag"]) == ([7, 2], 'W/"1"')
    problem(bek.change(f"{place}/settings/", {"our_days": [3]}, headers={"If-Match": read["ETag"]}), 412)
    problem(bek.change(f"{place}/settings/", {"our_days": [3]}), 428)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"our_days": ["3"]}, "/our_days/0"), ({"our_days": []}, "/our_days"), ({"retention_years": True}, "/retention_years"),
        ({"rights": {"fly": []}}, "/rights/fly"), ({"rights": {"export": ["king"]}}, "/rights/export/0"), ({"x": 1}, "/x"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_where_it_stands(bek, place, noon, body, pointer):
    refused = bek.change(f"{place}/settings/", body, headers={"If-Match": "0"})
    problem(refused, 422)
    assert pointers(refused)[0] == pointer


def test_a_right_is_changed_by_a_token_and_by_a_session_after_its_password(cast, bek, place, noon, client):
    told = made(
        bek.change(f"{place}/settings/", {"rights": {"open_cases": ["lawyer"]}}, headers={"If-Match": "0"}), 200
    )
    assert told["rights"]["open_cases"] == ["coordinator", "lawyer"]
    assert told["rights"]["export"] == ["coordinator", "lawyer", "case_worker"]
    assert not may_open_cases(cast.asel, cast.organisation.pk)
    client.force_login(cast.bek)
    ask = {"content_type": "application/json", "headers": {"If-Match": "1"}}
    address = f"/api/v1/{place}/settings/"
    problem(client.patch(address, {"rights": {"export": []}}, **ask), 403)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.patch(address, {"rights": {"export": []}}, **ask).status_code == 200


def test_others_read_no_settings(dana, chinara, place):
    problem(dana.ask(f"{place}/settings/"), 403)
    problem(chinara.ask(f"{place}/settings/"), 404)


def test_the_name_is_changed_and_the_address_is_taken_and_not_told(cast, bek, place, noon):
    read = bek.ask(f"{place}/")
    body = {"short_name": "Қорғау қоры", "address": "Алматы, ул. Абая, 2"}
    told = made(bek.change(f"{place}/name/", body, headers={"If-Match": read["ETag"]}), 200)
    assert (told["short_name"], "address" in told) == ("Қорғау қоры", False)
    cast.organisation.refresh_from_db()
    assert cast.organisation.address == "Алматы, ул. Абая, 2"


def test_offices_are_opened_listed_corrected_and_closed(cast, bek, dana, place, noon):
    office = made(bek.send(f"{place}/offices/", {"name": "Астана", "prefix": "АС"}, headers={"Idempotency-Key": "k"}))
    again = bek.send(f"{place}/offices/", {"name": "Астана", "prefix": "АС"}, headers={"Idempotency-Key": "k"})
    assert made(again) == office
    assert len(made(dana.ask("offices/"), 200)["results"]) == 2
    one = f"offices/{office['id']}/"
    corrected = bek.change(one, {"name": "Астана, центр"}, headers={"If-Match": "1"})
    assert (made(corrected, 200)["name"], corrected["ETag"]) == ("Астана, центр", 'W/"2"')
    problem(dana.change(one, {"name": "Моя"}, headers={"If-Match": "2"}), 403)
    assert made(bek.send(f"{one}close/", None), 200)["closed_at"]
    assert made(bek.send(f"{one}reopen/", None), 200)["closed_at"] is None
    body = {"organisation": str(cast.organisation.pk), "survivor": str(cast.survivor.pk), "office": office["id"]}
    assert made(dana.send("cases/", body))["code"] == "АС-26-0001"


def test_days_off_are_entered_listed_and_taken_back(bek, dana, chinara, place, noon):
    row = made(bek.send(f"{place}/days-off/", {"day": "2026-11-13", "name": "День фонда"}))
    assert made(dana.ask("days-off/"), 200)["results"] == [row]
    assert made(chinara.ask("days-off/"), 200)["results"] == []
    problem(dana.delete(f"/api/v1/days-off/{row['id']}/"), 403)
    assert bek.delete(f"/api/v1/days-off/{row['id']}/").status_code == 204
    problem(bek.send(f"{place}/days-off/", {"day": "2026-10-01"}), 422)
