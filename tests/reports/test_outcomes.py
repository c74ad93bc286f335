"""What is counted: people, not rulings; what was reversed is not counted; a stranger counts nothing."""

from datetime import date, timedelta

import pytest

from backend.cases import services as cases
from backend.people import services as people
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from backend.reports.outcomes import outcomes
from tests.world import NOON

LATER = NOON + timedelta(days=400)


@pytest.fixture
def criminal(cast):
    def begin(case=cast.case):
        return open_proceeding(case, "criminal", by=cast.asel, at=NOON)

    return begin


def goes(proceeding, cast, *events, start=0):
    for days, kind, fields in events:
        record_event(
            proceeding, kind, happened_at=NOON + timedelta(days=start + days), fields=fields, by=cast.dana, at=LATER
        )


def to_court(cast, proceeding, start=0):
    goes(
        proceeding, cast,
        (0, "report_filed", {}), (1, "registered_erdr", {"erdr_number": "1"}), (20, "sent_to_court", {}), start=start,
    )  # fmt: skip


def verdict(cast, respondent, result="convicted"):
    return {"result": result, "respondent": str(respondent.pk)}


def second_respondent(cast):
    person = people.register_person(cast.survivor, legal_name="Второй", gender="m", by=cast.asel, at=NOON)
    return cases.add_party(cast.case, person, "respondent", relation="other_relative", by=cast.asel, at=NOON)


def test_two_respondents_of_one_verdict_are_two_people(cast, criminal):
    proceeding = criminal()
    to_court(cast, proceeding)
    goes(proceeding, cast, (40, "verdict_announced", verdict(cast, cast.respondent)))
    goes(proceeding, cast, (40, "verdict_announced", verdict(cast, second_respondent(cast))))
    assert outcomes(cast.bek).convicted == 2


def test_one_convicted_in_two_proceedings_of_a_case_is_one_person(cast, criminal):
    for _ in range(2):
        proceeding = criminal()
        to_court(cast, proceeding)
        goes(proceeding, cast, (40, "verdict_announced", verdict(cast, cast.respondent)))
    figures = outcomes(cast.bek)
    assert (figures.convicted, figures.held_liable) == (1, 1)


def test_outcomes_that_name_nobody_are_counted_each(cast, criminal):
    for _ in range(2):
        proceeding = criminal()
        goes(
            proceeding, cast,
            (0, "report_filed", {}), (1, "registered_erdr", {"erdr_number": "1"}), (9, "terminated", {"ground": "no_proof"}),
        )  # fmt: skip
    assert outcomes(cast.bek).by_outcome == {"terminated": 2}


def test_a_reversal_takes_a_conviction_back(cast, criminal):
    proceeding = criminal()
    to_court(cast, proceeding)
    goes(proceeding, cast, (40, "verdict_announced", verdict(cast, cast.respondent)), (50, "verdict_reversed", {}))
    assert outcomes(cast.bek).convicted == 0
    assert outcomes(cast.bek).funnel == {"reported": 1, "registered": 1, "in_court": 1, "convicted": 0}


def test_the_period_asks_when_it_ended(cast, criminal):
    proceeding = criminal()
    to_court(cast, proceeding)
    goes(proceeding, cast, (40, "verdict_announced", verdict(cast, cast.respondent)))
    day = (NOON + timedelta(days=40)).date()
    assert outcomes(cast.bek, since=day, until=day).convicted == 1
    assert outcomes(cast.bek, until=day - timedelta(days=1)).convicted == 0
    assert outcomes(cast.bek, since=date(2027, 1, 1)).convicted == 0
    assert outcomes(cast.bek, region="almaty_city").convicted == 1
    assert outcomes(cast.bek, region="astana").convicted == 0


@pytest.mark.parametrize(("who", "counted"), [("bek", 1), ("dana", 1), ("chinara", 0), ("ermek", 0)])
def test_everybody_counts_what_she_may_see(cast, criminal, who, counted):
    proceeding = criminal()
    to_court(cast, proceeding)
    goes(proceeding, cast, (40, "verdict_announced", verdict(cast, cast.respondent)))
    assert outcomes(getattr(cast, who)).convicted == counted
