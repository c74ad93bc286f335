"""Offers, hand-overs and a colleague who leaves, for programs: the same rules, the same refusals, each thing once."""

import pytest

from backend.accounts.models import User
from backend.cases.team_choices import ToRead
from backend.cases.team_models import Handover, Offer
from tests.api.conftest import made, pointers, problem
from tests.busy import make_busy
from tests.world import NOON, begin_work


@pytest.fixture
def zarina(cast, clock, api):
    clock(NOON)
    user = User.objects.create_user("zarina@example.org", "twelve-letters-at-least", full_name="Зарина Ли")
    begin_work(user, cast.organisation, "lawyer", at=NOON)
    program = api(user)
    program.user = user
    return program


def offered(cast, by, zarina, **told):
    told = {"user": str(zarina.user.pk), "role": "second", "answer_by": "2026-11-06", "hours_a_week": 3} | told
    return by.send(f"cases/{cast.case.code}/offers/", told, HTTP_IDEMPOTENCY_KEY=f"offer-{told['role']}")


def test_an_offer_is_made_once_answered_once_and_opens_the_case(cast, dana, zarina):
    first = made(offered(cast, dana, zarina, message="Возьмёшь?"))
    assert made(offered(cast, dana, zarina, message="Возьмёшь?")) == first
    assert Offer.objects.count() == 1
    assert first["expires_at"] in ("2026-11-07T00:00:00+05:00", "2026-11-06T19:00:00Z")
    mine = zarina.ask("offers/?mine=true&state=open").json()["results"]
    assert [row["id"] for row in mine] == [first["id"]]
    frame = zarina.ask(f"offers/{first['id']}/").json()["frame"]
    assert frame == {
        "code": cast.case.code, "region": "almaty_city", "kinds": ["beating"], "tracks": [], "next_on": None,
        "languages": ["ru"],
    }  # fmt: skip
    problem(zarina.ask(f"cases/{cast.case.code}/"), 404)
    assert made(zarina.send(f"offers/{first['id']}/accept/", None), 200)["state"] == "accepted"
    assert problem(zarina.send(f"offers/{first['id']}/accept/", None), 409)["type"].endswith("not_at_this_stage")
    assert made(zarina.ask(f"cases/{cast.case.code}/"), 200)["code"] == cast.case.code


def test_what_cannot_be_offered_names_its_field(cast, dana, bek, zarina):
    assert pointers(offered(cast, dana, zarina, role="lead")) == ["/role"]
    assert pointers(offered(cast, dana, zarina, answer_by="2026-11-01")) == ["/answer_by"]
    assert pointers(offered(cast, dana, zarina, role="observer")) == ["/role"]
    assert pointers(offered(cast, dana, zarina, hours_a_week=0)) == ["/hours_a_week"]
    told = {"user": str(cast.chinara.pk), "role": "second", "answer_by": "2026-11-06"}
    assert problem(dana.send(f"cases/{cast.case.code}/offers/", told), 404)["errors"][0]["pointer"] == "/user"
    made(offered(cast, bek, zarina))  # a coordinator offers what she may not read


def test_an_offer_is_declined_with_a_reason_or_withdrawn(cast, dana, zarina):
    offer = made(offered(cast, dana, zarina))
    assert pointers(zarina.send(f"offers/{offer['id']}/decline/", {})) == ["/reason"]
    declined = made(zarina.send(f"offers/{offer['id']}/decline/", {"reason": "Нет времени"}), 200)
    assert (declined["state"], declined["reason"]) == ("declined", "Нет времени")
    assert zarina.ask(f"offers/{offer['id']}/").json()["frame"] is None
    again = made(offered(cast, dana, zarina, role="member"))
    for _twice in range(2):
        assert made(dana.send(f"offers/{again['id']}/withdraw/", None), 200)["state"] == "withdrawn"
    problem(zarina.send(f"offers/{again['id']}/accept/", None), 409)


def test_a_hand_over_is_read_and_accepted_point_by_point(cast, dana, bek, zarina):
    make_busy(cast)
    told = {"user": str(zarina.user.pk), "note": "Жалоба обещана в пятницу.", "staying": "member"}
    problem(bek.send(f"cases/{cast.case.code}/handovers/", told), 403)
    row = made(dana.send(f"cases/{cast.case.code}/handovers/", told))
    problem(dana.send(f"cases/{cast.case.code}/handovers/", told), 409)
    problem(bek.ask(f"handovers/{row['id']}/"), 404)
    read = made(zarina.ask(f"handovers/{row['id']}/"), 200)
    assert read["note"] == "Жалоба обещана в пятницу."
    assert set(read["open"]) == set(ToRead.values)
    assert read["open"]["hearings"]
    assert read["open"]["deadlines"]
    assert [paper["title"] for paper in read["open"]["papers"]] != []
    assert "contact_rules" not in read
    rules = made(zarina.ask(f"handovers/{row['id']}/?reveal=contact_rules"), 200)["contact_rules"]
    assert rules["code_phrase"] == "Как ваша библиотека?"
    assert pointers(zarina.send(f"handovers/{row['id']}/accept/", {"read": ["tasks"]})) == ["/read"]
    accepted = made(zarina.send(f"handovers/{row['id']}/accept/", {"read": ToRead.values}), 200)
    assert accepted["state"] == "accepted"
    team = {member["user"]: member["role"] for member in dana.ask(f"cases/{cast.case.code}/team/").json()["results"]}
    assert team[str(zarina.user.pk)] == "lead"
    assert team[str(cast.dana.pk)] == "member"


def test_a_hand_over_is_declined_or_withdrawn(cast, dana, zarina):
    told = {"user": str(zarina.user.pk), "note": "Прими дело."}
    row = made(dana.send(f"cases/{cast.case.code}/handovers/", told))
    made(zarina.send(f"handovers/{row['id']}/decline/", {"reason": "Отпуск"}), 200)
    assert made(zarina.ask(f"handovers/{row['id']}/"), 200)["note"] is None
    row = made(dana.send(f"cases/{cast.case.code}/handovers/", told))
    assert made(dana.send(f"handovers/{row['id']}/withdraw/", None), 200)["state"] == "withdrawn"
    assert {one.state for one in Handover.objects.all()} == {"declined", "withdrawn"}


def test_a_coordinator_sees_what_a_colleague_holds_and_switches_her_off(cast, dana, bek, zarina):
    make_busy(cast)
    at = f"organisations/{cast.organisation.pk}/members/{cast.dana.memberships.get().pk}"
    problem(dana.ask(f"{at}/holdings/"), 403)
    held = made(bek.ask(f"{at}/holdings/"), 200)
    assert [(place["case_code"], place["role"], place["needs_a_taker"]) for place in held["places"]] == [
        (cast.case.code, "lead", True)
    ]
    assert (held["tokens"], held["elsewhere"]) == (1, False)
    assert pointers(bek.send(f"{at}/switch-off/", {})) == [f"/takers/{cast.case.pk}"]
    assert pointers(bek.send(f"{at}/switch-off/", {"takers": {"x": None}})) == ["/takers/x"]
    told = {"takers": {str(cast.case.pk): str(zarina.user.pk)}}
    first = made(bek.send(f"{at}/switch-off/", told, HTTP_IDEMPOTENCY_KEY="leaves"), 200)
    assert made(bek.send(f"{at}/switch-off/", told, HTTP_IDEMPOTENCY_KEY="leaves"), 200) == first
    assert first["tokens"] == 1
    assert dana.ask("cases/").status_code == 401  # her token is worth nothing from this moment
    problem(bek.send(f"{at}/switch-off/", told), 409)
    assert cast.case.team.get(role="lead", ended_at=None).user == zarina.user


def test_offers_are_filtered_by_case_place_and_state(cast, dana, zarina):
    made(offered(cast, dana, zarina))
    for asked, count in (("role=second", 1), ("role=lead", 0), ("state=open", 1), ("mine=true", 0)):
        assert len(dana.ask(f"offers/?{asked}&case={cast.case.code}").json()["results"]) == count
