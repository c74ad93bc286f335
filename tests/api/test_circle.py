"""The people around a survivor over HTTP: the same services as the pages, hidden fields on demand, each look logged."""

from backend.audit.models import AuditEntry
from tests.api.conftest import made, pointers, problem

FIRST = {"HTTP_IF_MATCH": 'W/"1"'}
NOTHING_YET = {"HTTP_IF_MATCH": 'W/"0"'}


def test_a_child_is_added_once_listed_and_told_on_demand(cast, dana):
    told = {
        "survivor": str(cast.survivor.pk), "relation": "child", "legal_name": "Смаилов Алихан", "birth_date": "2018-05-04",
        "school": "Школа № 15", "other_parent": str(cast.respondent.person_id), "lives_with": "her",
    }  # fmt: skip
    child = made(dana.send("dependants/", told, HTTP_IDEMPOTENCY_KEY="one"))
    assert made(dana.send("dependants/", told, HTTP_IDEMPOTENCY_KEY="one"))["id"] == child["id"]
    listed = dana.ask(f"dependants/?survivor={cast.survivor.pk}")
    assert [row["id"] for row in made(listed, 200)["results"]] == [child["id"]]
    assert "Школа" not in listed.content.decode()
    address = f"dependants/{child['id']}/"
    assert made(dana.ask(f"{address}?reveal=school"), 200)["school"] == "Школа № 15"
    assert AuditEntry.objects.filter(verb="person.revealed", subject=child["id"]).count() == 1
    assert made(dana.ask(f"persons/{child['person']}/?reveal=birth_date"), 200)["birth_date"] == "2018-05-04"
    assert made(dana.change(address, {"school": "Лицей"}, **FIRST), 200)["version"] == 2
    problem(dana.change(address, {"school": "Гимназия"}, **FIRST), 412)


def test_a_trusted_contact_is_kept_and_ended(cast, dana):
    told = {"survivor": str(cast.survivor.pk), "relation": "friend", "legal_name": "Гүлжан", "may_be_said": "Знает"}
    row = made(dana.send("trusted-contacts/", told))
    address = f"trusted-contacts/{row['id']}/"
    assert "may_be_said" not in made(dana.ask(address), 200)
    assert made(dana.ask(f"{address}?reveal=may_be_said"), 200)["may_be_said"] == "Знает"
    assert made(dana.send(f"{address}end/", {}), 200)["ended_at"]
    problem(dana.send(f"{address}end/", {}), 409)
    assert made(dana.ask("trusted-contacts/?standing=true"), 200)["results"] == []


def test_what_is_known_of_a_respondent_begins_with_nothing_and_two_do_not_overwrite_it(cast, dana):
    address = f"persons/{cast.respondent.person_id}/respondent-facts/"
    empty = dana.ask(address)
    assert (empty["ETag"], empty.json()["workplace_kind"]) == ('W/"0"', "")
    told = {"workplace_kind": "police", "weapons": "service", "aliases": "Кайзер"}
    assert made(dana.change(address, told, **NOTHING_YET), 200)["workplace_kind"] == "police"
    problem(dana.change(address, {"weapons": "none_known"}, **NOTHING_YET), 412)
    assert made(dana.ask(f"{address}?reveal=aliases"), 200)["aliases"] == "Кайзер"
    found = made(dana.send("people/match/", {"name": "Kaizer"}), 200)["matches"]
    assert [(row["code"], row["known_as"]) for row in found] == [(cast.case.code, "alias")]


def test_needs_are_kept_and_illness_is_told_on_demand_only(cast, dana):
    address = f"survivors/{cast.survivor.pk}/needs/"
    told = {"interpreter": "spoken", "interpreter_language": "уйгурский", "health": "Диабет"}
    assert "Диабет" not in dana.change(address, told, **NOTHING_YET).content.decode()
    assert made(dana.ask(address), 200)["interpreter_language"] == "уйгурский"
    assert made(dana.ask(f"{address}?reveal=health"), 200)["health"] == "Диабет"


def test_a_name_is_replaced_only_with_a_reason_and_its_history_is_read_one_look_at_a_time(cast, dana):
    address = f"survivors/{cast.survivor.pk}/"
    told = {"legal_name": "Оспанова Айгүл"}
    assert pointers(dana.change(address, told, **FIRST)) == ["/why_changed"]
    because = {"why_changed": "marriage", "changed_since": "2026-10-03"}
    assert made(dana.change(address, told | because, **FIRST), 200)["version"] == 2
    answer = dana.ask(f"corrections/?survivor={cast.survivor.pk}")
    (row,) = made(answer, 200)["results"]
    assert (row["field"], row["why"], row["since"]) == ("legal_name", "marriage", "2026-10-03")
    assert "Смаилова" not in answer.content.decode()
    assert made(dana.ask(f"corrections/{row['id']}/?reveal=was"), 200)["was"] == "Смаилова Айгүл Қанатқызы"
    assert AuditEntry.objects.filter(verb="person.revealed", subject=row["id"]).exists()
    found = made(dana.send("people/match/", {"name": "Смаилова"}), 200)["matches"]
    assert [each["known_as"] for each in found if each["as_survivor"]] == ["former"]


def test_officials_follow_one_another(cast, dana, bek, lived):
    address = f"proceedings/{lived.proceeding.pk}/officials/"
    first = made(dana.send(address, {"role": "investigator", "name": "Есімов Дәурен"}))
    second = made(dana.send(address, {"role": "investigator", "name": "Погодин Игорь", "since": "2026-11-02"}))
    rows = {row["id"]: row for row in made(dana.ask(address), 200)["results"]}
    assert (rows[first["id"]]["left"], rows[first["id"]]["until"]) == (True, "2026-11-02")
    assert made(dana.change(f"officials/{second['id']}/", {"phone": "1"}, **FIRST), 200)["phone"] == "1"
    problem(dana.change(f"officials/{second['id']}/", {"phone": "2"}, **FIRST), 412)
    assert made(dana.send(f"officials/{second['id']}/left/", {}, HTTP_IF_MATCH='W/"2"'), 200)["left"] is True
    problem(bek.send(address, {"role": "judge", "name": "x"}), 403)


def test_a_further_case_for_a_known_survivor_and_the_list_of_hers(cast, dana):
    told = {"organisation": str(cast.organisation.pk), "survivor": str(cast.survivor.pk)}
    another = made(dana.send("cases/", told))
    listed = made(dana.ask(f"cases/?survivor={cast.survivor.pk}"), 200)["results"]
    assert {row["code"] for row in listed} == {cast.case.code, another["code"]}


def test_strangers_meet_nothing(cast, dana, chinara):
    told = {"survivor": str(cast.survivor.pk), "relation": "friend", "legal_name": "Гүлжан"}
    row = made(dana.send("trusted-contacts/", told))
    problem(chinara.ask(f"trusted-contacts/{row['id']}/?reveal=code_phrase"), 404)
    problem(chinara.send("trusted-contacts/", told), 404)
    problem(chinara.change(f"survivors/{cast.survivor.pk}/needs/", {"step_free": True}, **NOTHING_YET), 404)
    for address in ("dependants/", "trusted-contacts/", "corrections/"):
        assert made(chinara.ask(address), 200)["results"] == []
