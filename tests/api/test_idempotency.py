"""The same request twice: one row, and the first answer again."""

import threading
from datetime import timedelta

import pytest
from django.db import connections

from backend.cases.models import Case
from backend.cases.services import update_case
from backend.jobs.idempotency import forget_old_answers
from backend.jobs.models import IdempotentAnswer
from backend.proceedings.models import Event
from tests.api.conftest import made, problem, program_of
from tests.world import NOON

REPORT = {"kind": "registered_kui", "happened_at": NOON.isoformat(), "fields": {"kui_number": "2677"}}
KEY = {"HTTP_IDEMPOTENCY_KEY": "phone-1"}


@pytest.fixture
def events(lived):
    return f"proceedings/{lived.proceeding.pk}/events/"


def test_the_same_request_gets_the_first_answer_though_the_row_has_changed(cast, dana, noon):
    told = {"organisation": str(cast.organisation.pk), "survivor": str(cast.survivor.pk), "region": "astana"}
    first = dana.send("cases/", told, **KEY)
    case = Case.objects.get(pk=made(first)["id"])
    update_case(case, expected_version=1, by=cast.dana, at=NOON, region="shymkent")
    again = dana.send("cases/", {name: told[name] for name in reversed(told)}, **KEY)
    assert (again.status_code, again.content, again["ETag"]) == (201, first.content, first["ETag"])
    assert Case.objects.count() == 2


def test_a_document_and_its_filing_are_done_once(dana, lived, noon):
    told = {
        "template": "police_report",
        "proceeding": str(lived.proceeding.pk),
        "answers": {"addressee": str(lived.police.pk)},
    }
    assert made(dana.send("documents/", told, **KEY)) == made(dana.send("documents/", told, **KEY))
    assert len(made(dana.ask("documents/?template=police_report"), 200)["results"]) == 1
    filed = f"documents/{lived.document.pk}/filed/"
    moment, key = {"happened_at": NOON.isoformat()}, {"HTTP_IDEMPOTENCY_KEY": "phone-2"}
    assert made(dana.send(filed, moment, **key), 200) == made(dana.send(filed, moment, **key), 200)


def test_another_request_with_the_same_key_is_refused(dana, lived, events, noon):
    made(dana.send(events, REPORT, **KEY))
    other = REPORT | {"fields": {"kui_number": "2678"}}
    assert problem(dana.send(events, other, **KEY), 422)["type"] == "urn:tirek:problem:idempotency_key"
    problem(dana.send("proceedings/", {"case": "АЛ-26-0001", "route": "criminal"}, **KEY), 422)
    assert len(made(dana.ask(events), 200)["results"]) == 2


def test_the_key_of_another_user_is_another_key(cast, dana, api, lived, events, noon):
    made(dana.send(events, REPORT, **KEY))
    told = {"case": cast.case.code, "route": "criminal"}
    assert made(api(cast.asel).send("proceedings/", told, **KEY))["route"] == "criminal"


def test_a_refusal_is_not_remembered_as_done(dana, lived, events, clock):
    clock(NOON - timedelta(hours=1))
    problem(dana.send(events, REPORT, **KEY), 422)
    assert not IdempotentAnswer.objects.exists()
    clock(NOON)
    made(dana.send(events, REPORT, **KEY))


def test_whoever_lost_her_access_does_not_get_the_old_answer(cast, dana, lived, events, noon):
    made(dana.send(events, REPORT, **KEY))
    cast.case.team.filter(user=cast.dana).update(ended_at=NOON)
    problem(dana.send(events, REPORT, **KEY), 404)


@pytest.mark.parametrize("key", ["", "a b", "ключ", "a" * 121, "a\n"])
def test_a_key_that_is_none_is_refused(dana, lived, events, noon, key):
    assert (
        problem(dana.send(events, REPORT, HTTP_IDEMPOTENCY_KEY=key), 422)["type"] == "urn:tirek:problem:idempotency_key"
    )


def test_what_is_kept_of_an_answer_cannot_be_read_and_does_not_stay(cast, dana, lived, events, clock):
    clock(NOON)
    event = made(dana.send(events, REPORT, **KEY))
    kept = bytes(IdempotentAnswer.objects.get().sealed)
    assert event["id"].encode() not in kept
    assert forget_old_answers(NOON + timedelta(hours=23)) == 0
    clock(NOON + timedelta(days=2))
    made(dana.send("proceedings/", {"case": cast.case.code, "route": "criminal"}, HTTP_IDEMPOTENCY_KEY="phone-9"))
    assert IdempotentAnswer.objects.get().key == "phone-9"


def test_a_double_press_makes_one_row(committed_cast, clock):
    clock(NOON)
    dana = committed_cast.dana
    proceeding = made(program_of(dana).send("proceedings/", {"case": committed_cast.case.code, "route": "criminal"}))
    address, told = f"proceedings/{proceeding['id']}/events/", {"kind": "report_filed", "happened_at": NOON.isoformat()}
    together, answers = threading.Barrier(4), []
    clients = [program_of(dana) for _press in range(4)]

    def press(client):
        try:
            together.wait(timeout=20)
            answers.append(client.send(address, told, **KEY))
        finally:
            connections.close_all()

    presses = [threading.Thread(target=press, args=(client,)) for client in clients]
    for each in presses:
        each.start()
    for each in presses:
        each.join(timeout=60)
    assert [answer.status_code for answer in answers] == [201] * 4
    assert len({answer.content for answer in answers}) == 1
    assert Event.objects.count() == 1
