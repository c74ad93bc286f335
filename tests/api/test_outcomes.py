"""The figures over HTTP."""

from datetime import timedelta

import pytest

from backend.proceedings.recording import record_event
from tests.api.conftest import made, pointers, problem
from tests.world import NOON


@pytest.fixture
def convicted(cast, lived):
    act = {"by": cast.dana, "at": NOON + timedelta(days=30)}
    for days, kind, fields in (
        (1, "registered_erdr", {"erdr_number": "26751"}), (2, "sent_to_court", {}),
        (3, "verdict_announced", {"result": "convicted", "respondent": str(cast.respondent.pk), "article": "УК 109-1"}),
    ):  # fmt: skip
        record_event(lived.proceeding, kind, happened_at=NOON + timedelta(days=days), fields=fields, **act)


def test_a_conviction_is_counted_for_the_team_and_its_coordinator_and_nobody_else(dana, bek, chinara, convicted):
    assert [made(each.ask("reports/outcomes/"), 200)["convicted"] for each in (dana, bek, chinara)] == [1, 1, 0]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("since=2026-11-05&until=2026-11-05", 1), ("since=2026-11-06", 0), ("until=2026-11-04", 0), ("region=astana", 0),
        ("region=almaty_city", 1),
    ],
)  # fmt: skip
def test_figures_are_asked_for_a_period_and_a_region(bek, convicted, asked, count):
    assert made(bek.ask(f"reports/outcomes/?{asked}"), 200)["convicted"] == count


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ("since=soon", "since"), ("until=9999-12-31", "until"), ("region=atlantis", "region"), ("year=2026", "year"),
        ("since=2026-02-01&until=2026-01-01", "until"),
    ],
)  # fmt: skip
def test_a_period_that_cannot_be_is_refused(bek, asked, parameter):
    refused = bek.ask(f"reports/outcomes/?{asked}")
    problem(refused, 422)
    assert pointers(refused) == [parameter]
