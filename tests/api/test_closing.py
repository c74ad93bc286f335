"""The end of a case over HTTP: the same guard as on the page, the same refusals."""

import pytest

from backend.cases.tasks import make_task
from tests.api.conftest import made, pointers, problem
from tests.busy import LATER, make_busy


@pytest.fixture
def later(clock):
    clock(LATER)


def groups(program, case):
    return {each["key"]: each for each in made(program.ask(f"cases/{case.code}/closing/"), 200)["groups"]}


def test_what_is_open_is_told_and_left_by_sending_back_what_was_seen(cast, dana, later):
    make_task(cast.case, "Забрать справку", due_on=LATER.date(), by=cast.dana, at=LATER)
    told = groups(dana, cast.case)["tasks"]
    assert (told["count"], told["entries"][0]["words"]) == (1, "Забрать справку")
    body = {"reason": "withdrew", "words": "Можно вернуться."}
    refused = dana.send(f"cases/{cast.case.pk}/closing/", body)
    problem(refused, 422)
    assert pointers(refused) == ["/leave/tasks", "/left_because"]
    body |= {"leave": {"tasks": told["seen"]}, "left_because": "Она справится сама."}
    case = made(dana.send(f"cases/{cast.case.pk}/closing/", body), 200)
    assert (case["closed_on"], case["retain_until"]) == ("2026-11-05", "2031-11-05")
    turn = made(dana.ask(f"cases/{cast.case.pk}/turns/"), 200)["results"][0]
    assert (turn["reason"], turn["words"], turn["left"]) == ("withdrew", "Можно вернуться.", {"tasks": 1})


def test_a_term_of_ours_that_can_still_be_met_is_a_conflict(cast, dana, later):
    make_busy(cast)
    leave = {key: each["seen"] for key, each in groups(dana, cast.case).items()}
    refused = dana.send(f"cases/{cast.case.pk}/closing/", {"reason": "other", "leave": leave, "left_because": "Всё."})
    assert problem(refused, 409)["type"] == "urn:tirek:problem:must_not_be_left"
    assert set(pointers(refused)) == {"/leave/our_deadlines"}


def test_a_coordinator_is_told_numbers_and_no_words_of_content(cast, bek, later):
    make_task(cast.case, "Тайное дело", due_on=LATER.date(), by=cast.dana, at=LATER)
    told = groups(bek, cast.case)["tasks"]
    assert (told["count"], told["entries"]) == (1, [])


def test_the_same_key_closes_once_and_a_second_closing_is_told(cast, dana, later):
    address, body = f"cases/{cast.case.pk}/closing/", {"reason": "defended"}
    first = dana.send(address, body, headers={"Idempotency-Key": "once"})
    again = dana.send(address, body, headers={"Idempotency-Key": "once"})
    assert made(first, 200) == made(again, 200)
    problem(dana.send(address, body), 409)


def test_a_closed_case_is_not_written_and_opened_again_it_is(cast, dana, bek, later):
    made(dana.send(f"cases/{cast.case.pk}/closing/", {"reason": "defended"}), 200)
    refused = dana.send(f"cases/{cast.case.pk}/tasks/", {"title": "Ещё", "due_on": "2026-11-09"})
    assert problem(refused, 409)["type"] == "urn:tirek:problem:case_closed"
    problem(dana.send(f"cases/{cast.case.pk}/reopen/", {"words": " "}), 422)
    told = {"words": "Снова угрозы.", "lead": str(cast.asel.pk)}
    case = made(bek.send(f"cases/{cast.case.pk}/reopen/", told), 200)
    assert (case["closed_on"], case["retain_until"]) == (None, None)
    made(dana.send(f"cases/{cast.case.pk}/tasks/", {"title": "Ещё", "due_on": "2026-11-09"}), 201)


def test_archived_cases_are_told_when_they_are_asked_for(cast, dana, bek, later):
    made(dana.send(f"cases/{cast.case.pk}/closing/", {"reason": "defended"}), 200)
    made(dana.send(f"cases/{cast.case.pk}/archive/", None), 200)
    for asked, count in (("", 0), ("?state=closed", 0), ("?state=archived", 1), (f"?q={cast.case.code}", 1)):
        assert len(made(dana.ask(f"cases/{asked}"), 200)["results"]) == count
    assert made(dana.ask(f"cases/{cast.case.code}/"), 200)["archived_on"] == "2026-11-05"
    problem(dana.send(f"cases/{cast.case.pk}/retention/", {"until": "2040-01-01", "words": "Пересмотр."}), 403)
    told = made(bek.send(f"cases/{cast.case.pk}/retention/", {"until": "2040-01-01", "words": "Пересмотр."}), 200)
    assert told["retain_until"] == "2040-01-01"
