"""What a paper needs: take one fact away and exactly that one is listed, with the place where it is set."""

from typing import Any

import pytest

from backend.documents.catalogue import Paper, papers
from backend.documents.services import checked_answers, fill_document, missing_facts
from backend.kernel.errors import InvalidInput, MissingFacts
from backend.law.models import Agency
from backend.proceedings.models import Proceeding
from tests.documents.test_filled_text import ADDRESSEES, LATER, facts_for, proceeding_for
from tests.world import Cast

# An incident always has a date; what a case without any incident lacks is a test of its own below.
NEEDS = [
    (key, need.key) for key, paper in sorted(papers().items()) for need in paper.needs if need.key != "incident.date"
]


def take_away(cast: Cast, proceeding: Proceeding, fact: str, answers: dict[str, Any]) -> None:
    """Undo in the case what gives the paper this one fact."""
    incident = cast.case.incidents.get()
    family, name = fact.split(".")
    if fact == "addressee.name":
        answers.clear()
    elif fact == "agency.name":
        Proceeding.objects.filter(pk=proceeding.pk).update(agency=None)
    elif fact == "proceeding.articles":
        Proceeding.objects.filter(pk=proceeding.pk).update(articles=[])
    elif fact == "report.filed_on":
        proceeding.events.update(kind="petition_answered")
    elif family == "incident":
        setattr(incident, name, [] if name == "kinds" else "")
        incident.save()
    else:
        person = cast.survivor if family == "survivor" else cast.respondent.person
        setattr(person, {"name": "legal_name"}.get(name, name), "")
        person.save()


def answers_for(paper: Paper) -> dict[str, Any]:
    return {"addressee": str(Agency.objects.get(key=ADDRESSEES[paper.addressee]).pk)}


@pytest.mark.parametrize(("key", "fact"), NEEDS)
def test_a_fact_that_is_taken_away_is_the_one_that_is_listed(cast, key, fact):
    paper, proceeding = papers()[key], proceeding_for(cast, key)
    answers = answers_for(paper)
    take_away(cast, proceeding, fact, answers)
    with pytest.raises(MissingFacts) as refused:
        fill_document(
            key, Proceeding.objects.get(pk=proceeding.pk), language="ru", answers=answers, by=cast.dana, at=LATER
        )
    (missing,) = refused.value.facts
    place = {"survivors": cast.survivor.pk, "cases": cast.case.pk, "proceedings": proceeding.pk}.get(missing.area, "")
    assert (missing.key, missing.object_id) == (fact, str(place))
    assert str(missing.title)
    assert not proceeding.documents.exists()


def test_without_an_incident_everything_it_would_tell_is_listed_at_once(cast):
    proceeding = proceeding_for(cast, "police_report")
    cast.case.incidents.all().delete()
    with pytest.raises(MissingFacts) as refused:
        fill_document("police_report", proceeding, language="kk", answers={}, by=cast.dana, at=LATER)
    assert [fact.key for fact in refused.value.facts] == [
        "addressee.name", "incident.date", "incident.kinds", "incident.place", "incident.narrative",
    ]  # fmt: skip


def test_what_a_complaint_misses_is_set_in_the_proceeding_it_is_about(cast):
    facts = facts_for(cast, "prosecutor_complaint_105", "ru")
    parent = cast.case.proceedings.get()
    child = Proceeding(case=cast.case, route="authority_complaint", parent=parent, parent_reason="complaint_about")
    facts["report"]["filed_on"] = ""
    (missing,) = missing_facts(papers()["prosecutor_complaint_105"], facts, child)
    assert missing.object_id == str(parent.pk)


@pytest.mark.parametrize("key", sorted(papers()))
def test_every_need_is_a_fact_that_the_context_knows(cast, key):
    facts = facts_for(cast, key, "ru")
    for need in papers()[key].needs:
        family, name = need.key.split(".")
        assert name in facts[family]
        assert set(need.titles) == {"ru", "kk", "en"}


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"addresse": "x"}, "answers.addresse"),
        ({"addressee": "not-an-id"}, "addressee"),
        ({"addressee": "01936d2c-0000-7000-8000-000000000000"}, "addressee"),
        ({"addressee": ["x"]}, "addressee"),
        ({"show_secret_address": "yes"}, "show_secret_address"),
    ],
)
def test_an_answer_nobody_asked_for_or_of_the_wrong_kind_is_refused(cast, answers, field):
    with pytest.raises(InvalidInput) as refused:
        checked_answers(papers()["prosecutor_complaint_105"], answers)
    assert [error.pointer for error in refused.value.errors] == [field]


def test_a_court_is_no_addressee_of_a_complaint_to_the_prosecutor(cast):
    court = Agency.objects.get(key=ADDRESSEES["court"])
    with pytest.raises(InvalidInput):
        checked_answers(papers()["prosecutor_complaint_105"], {"addressee": str(court.pk)})
