"""A refusal says what is wrong and where, never what was typed: its words end up in logs, traces and other people's eyes."""

import traceback
from datetime import date

import pytest

from backend.accounts.services import accept_invitation, invite
from backend.cases import incidents, parties, services, teams
from backend.documents.services import fill_document
from backend.kernel.errors import RuleBroken
from backend.law.models import Agency
from backend.people import services as people
from backend.proceedings.hearings import record_hearing_result, schedule_hearing
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import annul_event, record_event
from tests.world import NOON

NAME = "Шоңғалова Ұлбосын Ыдырысқызы"
IIN = "930227451234"
STORY = "Замахнулся кочергой и рассёк предплечье"
WORDS = [word for word in f"{NAME} {IIN} {STORY}".split() if len(word) >= 5]

REFUSALS = {
    "a survivor with a name too long": lambda w: people.register_survivor(
        w.organisation, pseudonym="Искра", legal_name=NAME * 10, **w.act
    ),
    "a survivor hidden by her own name": lambda w: people.register_survivor(
        w.organisation, pseudonym="Ұлбосын", legal_name=NAME, **w.act
    ),
    "a birth date to come": lambda w: people.correct_person(
        w.survivor, expected_version=1, legal_name=NAME, birth_date=date(2193, 2, 27), **w.act
    ),
    "an IIN too long": lambda w: people.register_person(w.survivor, legal_name=NAME, iin=IIN * 2, **w.act),
    "a stale version": lambda w: parties.correct_survivor(w.case, expected_version=9, legal_name=NAME, **w.act),
    "a role that does not exist": lambda w: parties.add_new_party(w.case, NAME, legal_name=NAME, **w.act),
    "a respondent without relation": lambda w: parties.add_new_party(w.case, "respondent", legal_name=NAME, **w.act),
    "a consent to something else": lambda w: parties.give_consent(w.case, NAME, given_on=NOON.date(), **w.act),
    "an incident without a kind": lambda w: incidents.add_incident(
        w.case, happened_on=NOON.date(), kinds=[], narrative=STORY, **w.act
    ),
    "a kind that is a story": lambda w: incidents.add_incident(w.case, happened_on=NOON.date(), kinds=[STORY], **w.act),
    "an account of an incident too long": lambda w: incidents.correct_incident(
        w.case.incidents.get(), expected_version=1, narrative=STORY * 1000, **w.act
    ),
    "a case whose summary is too long": lambda w: services.update_case(
        w.case, expected_version=1, summary=STORY * 1000, **w.act
    ),
    "a team role that does not exist": lambda w: teams.add_to_team(w.case, w.asel, STORY, **w.act),
    "a name where a day belongs": lambda w: record_event(
        w.proceeding, "report_filed", happened_at=NOON, fields={"incoming_number": {"who": NAME}}, **w.act
    ),
    "a name where a body belongs": lambda w: record_event(
        w.proceeding, "report_filed", happened_at=NOON, fields={"addressee": NAME}, **w.act
    ),
    "a field called by a name": lambda w: record_event(
        w.proceeding, "report_filed", happened_at=NOON, fields={"incoming_number": "1", "surprise": STORY}, **w.act
    ),
    "a result that is a story": lambda w: record_hearing_result(
        w.hearing, STORY, expected_version=1, note_text=STORY, **w.act
    ),
    "a hearing that has not begun": lambda w: record_hearing_result(
        w.hearing, "held", expected_version=1, note_text=STORY, **w.act
    ),
    "an event that others stand on": lambda w: annul_event(w.first, reason=STORY, **w.act),
    "a paper without its facts": lambda w: fill_document(
        "prosecutor_complaint_105", w.proceeding, language="ru", answers={"addressee": ""}, **w.act
    ),
    "an invitation to a story": lambda w: invite(w.organisation, NAME, "lawyer", by=w.bek, at=NOON),
    "a password that is a name": lambda w: accept_invitation(w.secret, full_name=NAME, password="Ұлбосын", at=NOON),
}  # fmt: skip


@pytest.fixture
def world(cast):
    cast.act = {"by": cast.dana, "at": NOON}
    cast.proceeding = open_proceeding(
        cast.case, "criminal", agency=Agency.objects.get(key="police_almaty_bostandyk"), **cast.act
    )
    cast.first = record_event(cast.proceeding, "report_filed", happened_at=NOON, **cast.act)
    record_event(cast.proceeding, "registered_kui", happened_at=NOON, fields={"kui_number": "1"}, **cast.act)
    court = Agency.objects.get(key="court_almaty_bostandyk")
    cast.hearing = schedule_hearing(cast.proceeding, court=court, starts_at=NOON.replace(day=20), **cast.act)
    _row, cast.secret = invite(cast.organisation, "new@example.org", "lawyer", by=cast.bek, at=NOON)
    return cast


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_refusal_repeats_nothing_that_was_typed(world, caplog, refusal):
    with caplog.at_level("DEBUG"), pytest.raises(RuleBroken) as refused:
        REFUSALS[refusal](world)
    error = refused.value
    said = [str(error), repr(error), *(f"{item.pointer} {item.message}" for item in error.errors), caplog.text]
    said += traceback.format_exception(error)[-1:]
    assert [word for word in WORDS if any(word in text for text in said)] == []
