"""Proceedings and next steps over HTTP."""

from datetime import timedelta

import pytest

from backend.law.models import Agency
from tests.api.conftest import made, pointers, problem
from tests.world import NOON


def test_a_proceeding_is_opened_for_a_case_named_by_its_code(cast, dana, lived, noon):
    told = {"case": cast.case.code, "route": "criminal", "agency": str(lived.police.pk), "articles": ["uk_109_1"]}
    answer = dana.send("proceedings/", told)
    proceeding = made(answer)
    assert (proceeding["case"], proceeding["stage"], proceeding["articles"]) == (str(cast.case.pk), "new", ["uk_109_1"])
    assert answer["ETag"] == 'W/"1"'
    assert made(dana.ask(f"proceedings/{proceeding['id']}/"), 200) == proceeding


@pytest.mark.parametrize(
    ("wrong", "status", "pointer"),
    [
        ({"route": "sea"}, 422, "/route"), ({"articles": ["uk_0"]}, 422, "/articles"), ({"case": "АЛ-26-0009"}, 404, "/case"),
        ({"agency": "01930000-0000-7000-8000-000000000000"}, 422, "/agency"), ({"articles": "uk_109_1"}, 422, "/articles"),
        ({"parent": "01930000-0000-7000-8000-000000000000"}, 404, "/parent"), ({"articles": [5]}, 422, "/articles/0"),
    ],
)  # fmt: skip
def test_a_proceeding_that_cannot_be_is_not_opened(cast, dana, wrong, status, pointer):
    refused = dana.send("proceedings/", {"case": cast.case.code, "route": "criminal", **wrong})
    problem(refused, status)
    assert pointers(refused) == [pointer]
    assert made(dana.ask("proceedings/"), 200)["results"] == []


def test_a_child_says_why_it_grew(cast, dana, lived):
    told = {"case": cast.case.code, "route": "authority_complaint", "parent": str(lived.proceeding.pk)}
    assert pointers(dana.send("proceedings/", told)) == ["/parent_reason"]
    child = made(dana.send("proceedings/", told | {"parent_reason": "complaint_about"}))
    assert [row["id"] for row in made(dana.ask(f"proceedings/?parent={lived.proceeding.pk}"), 200)["results"]] == [
        child["id"]
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("case=АЛ-26-0001", 1), ("case=АЛ-26-0009", 0), ("route=criminal", 1), ("route=authority_complaint", 0), ("number=КУИ-77", 1),
        ("q=КУИ", 1), ("q=АЛ-26-0001", 1), ("q=АЛ-25", 0), ("opened_at_after=2026-11-02", 1), ("opened_at_after=2026-11-03", 0),
        ("opened_at_before=2026-11-02T12:00:00+05:00", 1), ("opened_at_before=2026-11-02T11:00:00%2B05:00", 0),
    ],
)  # fmt: skip
def test_proceedings_are_found_by_case_route_number_and_time(dana, lived, asked, found):
    assert len(made(dana.ask(f"proceedings/?{asked}"), 200)["results"]) == found


def test_an_unchanged_proceeding_is_not_told_again(dana, lived):
    address = f"proceedings/{lived.proceeding.pk}/"
    tag = dana.ask(address)["ETag"]
    same = dana.ask(address, HTTP_IF_NONE_MATCH=f'"0", {tag}')
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", tag)
    assert dana.ask(address, HTTP_IF_NONE_MATCH='W/"1"').status_code == 200


def test_next_steps_name_the_overdue_deadline_they_answer(dana, bek, lived, clock):
    clock(NOON + timedelta(days=3))
    steps = made(dana.ask(f"proceedings/{lived.proceeding.pk}/next-steps/", HTTP_ACCEPT_LANGUAGE="kk"), 200)
    first = steps["next_steps"][0]
    assert (first["target"], first["kind"], first["needs_review"]) == ("prosecutor_complaint_105", "document", True)
    assert first["answers_overdue"] == "erdr_register_24h"
    problem(bek.ask(f"proceedings/{lived.proceeding.pk}/next-steps/"), 403)


def test_a_proceeding_opened_without_a_body_is_given_one(cast, dana, bek, chinara):
    opened = dana.send("proceedings/", {"case": cast.case.code, "route": "criminal"}).json()
    address, told = (
        f"proceedings/{opened['id']}/",
        {"agency": str(Agency.objects.get(key="police_almaty_bostandyk").pk)},
    )
    assert dana.change(address, told).status_code == 428
    assert dana.change(address, told, HTTP_IF_MATCH='W/"99"').status_code == 412
    assert bek.change(address, told, HTTP_IF_MATCH='W/"1"').status_code == 403
    assert chinara.change(address, told, HTTP_IF_MATCH='W/"1"').status_code == 404
    answer = dana.change(address, told, HTTP_IF_MATCH='W/"1"')
    assert (answer.status_code, answer.json()["agency"]) == (200, told["agency"])
    assert dana.change(address, {"agency": opened["id"]}, HTTP_IF_MATCH='W/"2"').status_code == 422
