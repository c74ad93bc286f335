"""The history of a case in sentences, and what others did since one was last there."""

from datetime import timedelta

import pytest
from django.utils import translation

from backend.audit.models import AuditEntry
from backend.audit.queries import changes_since, entries_of_case, last_trace
from backend.audit.verbs import SENTENCES
from backend.cases import services as cases
from backend.people import services as people
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from backend.web.history import told
from tests.world import NOON


@pytest.fixture
def lived(cast):
    proceeding = open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON)
    record_event(proceeding, "report_filed", happened_at=NOON, by=cast.asel, at=NOON)
    cases.note(cast.case, "case.viewed", by=cast.bek, at=NOON + timedelta(hours=1))
    people.correct_person(
        cast.survivor, expected_version=None, by=cast.dana, at=NOON + timedelta(hours=2), phone="+77010000000"
    )
    return cast


def sentences(entries, reader, language="ru"):
    with translation.override(language):
        return [f"{line.who} {line.sentence}: {line.about}" for line in told(entries, reader)]


def test_events_and_corrections_are_told_with_their_names_and_never_with_what_was_typed(lived):
    said = sentences(entries_of_case(lived.case.pk, [lived.survivor.pk]), lived.dana)
    assert any("Подано заявление об уголовном правонарушении" in line and line.startswith("Асель Н.") for line in said)
    assert any(line.startswith("Дана С.") and "телефон" in line for line in said)
    assert "7701" not in "".join(said)


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_every_verb_has_its_sentence_in_every_language(db, language):
    with translation.override(language):
        said = [str(sentence) for sentence in SENTENCES.values()]
    assert all(said)
    if language != "en":
        assert all(any("а" <= letter <= "я" for letter in line) for line in said)


def test_what_changed_since_leaves_out_looking_and_ones_own_doing(lived):
    since = NOON
    changes = changes_since([lived.case.pk], since, not_by=lived.dana)
    assert {entry.verb for entry in changes} >= {"event.recorded", "proceeding.opened"}
    assert not {entry.verb for entry in changes} & {"case.viewed"}
    assert not changes_since([lived.case.pk], NOON + timedelta(minutes=1), not_by=lived.dana).exists()
    assert not changes_since([], since, not_by=lived.dana).exists()


def test_the_last_trace_is_what_one_did_before(lived):
    assert last_trace(lived.bek, NOON + timedelta(days=1)) == NOON + timedelta(hours=1)
    assert last_trace(lived.ermek, NOON) is None


def test_a_colleague_taken_on_is_named(lived):
    cases.add_to_team(lived.case, lived.bek, "second", by=lived.dana, at=NOON + timedelta(hours=3))
    line = told(AuditEntry.objects.filter(verb="team.member_added"), lived.dana)[-1]
    assert "Бек О." in line.about
