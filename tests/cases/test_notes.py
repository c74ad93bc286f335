"""Notes: who reads them, how they are corrected, who is told of being mentioned."""

import pytest

from backend.audit.models import AuditEntry
from backend.cases.notes import correct_note, write_note
from backend.cases.services import add_to_team
from backend.cases.work_models import Note
from backend.kernel.errors import InvalidInput, NotAllowed, RuleBroken, StaleVersion
from backend.notifications.models import Delivery
from backend.notifications.texts import message
from tests.world import NOON

READS = {
    "team": {"dana", "zarina", "asel", "aliya"},
    "leads": {"dana", "zarina", "asel"},  # Asel wrote it
    "author": {"asel"},
}


def written(cast, readers="team", **more):
    return write_note(cast.case, "Сестра готова дать показания.", by=cast.asel, at=NOON, readers=readers, **more)


@pytest.mark.parametrize("readers", list(READS))
def test_a_note_is_read_by_those_it_is_meant_for_and_to_others_there_is_none(cast, team, readers):
    note = written(cast, readers)
    for door in (Note.objects.content_visible_to, Note.objects.visible_to):
        assert {name for name, user in vars(team).items() if door(user).filter(pk=note.pk).exists()} == READS[readers]


def test_a_lead_of_another_case_is_no_lead_of_this_one(cast, team):
    note = written(cast, "leads")
    add_to_team(cast.case, team.zarina, "member", by=cast.dana, at=NOON)
    assert not Note.objects.content_visible_to(team.zarina).filter(pk=note.pk).exists()


@pytest.mark.parametrize("name", ["aliya", "bek", "chinara"])
def test_who_does_not_work_on_the_case_writes_no_note(cast, team, name):
    with pytest.raises(NotAllowed):
        write_note(cast.case, "Мимо.", by=getattr(team, name), at=NOON)
    assert not Note.objects.exists()


def test_nobody_writes_into_a_closed_case(cast, team):
    cast.case.closed_on = NOON.date()
    cast.case.save()
    with pytest.raises(NotAllowed):
        written(cast)


@pytest.mark.parametrize(
    ("text", "readers", "field"), [("  ", "team", "text"), ("А" * 20_001, "team", "text"), ("Да", "all", "readers")]
)
def test_what_cannot_be_a_note_is_refused_at_its_field(cast, text, readers, field):
    with pytest.raises(InvalidInput) as refused:
        write_note(cast.case, text, by=cast.asel, at=NOON, readers=readers)
    assert refused.value.errors[0].pointer == field


def test_a_correction_keeps_what_was_said_before(cast):
    note = written(cast)
    for number, text in enumerate(("Брат готов дать показания.", "Брат передумал."), start=1):
        note = correct_note(note, text, expected_version=number, by=cast.asel, at=NOON, readers="team")
    assert note.text == "Брат передумал."
    assert {earlier.text for earlier in note.earlier_texts.all()} == {
        "Сестра готова дать показания.", "Брат готов дать показания.",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["dana", "zarina", "aliya", "bek"])
def test_only_the_author_corrects_a_note(cast, team, name):
    note = written(cast)
    with pytest.raises(NotAllowed):
        correct_note(note, "Чужое.", expected_version=1, by=getattr(team, name), at=NOON, readers="team")
    note.refresh_from_db()
    assert (note.text, note.version, note.earlier_texts.count()) == ("Сестра готова дать показания.", 1, 0)


def test_a_correction_of_an_older_version_is_refused_and_nothing_is_kept_of_it(cast):
    note = written(cast)
    correct_note(note, "Первая.", expected_version=1, by=cast.asel, at=NOON, readers="team")
    with pytest.raises(StaleVersion):
        correct_note(note, "Вторая.", expected_version=1, by=cast.asel, at=NOON, readers="team")
    assert note.earlier_texts.count() == 1


def test_a_mentioned_colleague_is_told_the_case_code_once_on_the_page_and_nothing_else(cast, team):
    note = written(cast, mentioned=[team.zarina])
    correct_note(note, "Иначе.", expected_version=1, by=cast.asel, at=NOON, readers="team", mentioned=[team.zarina])
    told = Delivery.objects.get(kind="note_mention")
    assert (told.user, told.channel, told.kind) == (team.zarina, "inbox", "note_mention")
    assert told.params == {"case_code": cast.case.code, "case_id": str(cast.case.pk)}
    assert cast.case.code in message(told.kind, told.params, "ru").text


@pytest.mark.parametrize(
    ("readers", "name"),
    [("leads", "aliya"), ("author", "dana"), ("team", "bek"), ("team", "chinara"), ("team", "asel")],
)
def test_nobody_is_mentioned_who_may_not_read_the_note(cast, team, readers, name):
    with pytest.raises(InvalidInput) as refused:
        written(cast, readers, mentioned=[getattr(team, name)])
    assert refused.value.errors[0].pointer == "mentioned"
    assert not Note.objects.exists()
    assert not Delivery.objects.filter(kind="note_mention").exists()


def test_a_note_closed_to_others_afterwards_cannot_go_on_mentioning_them(cast, team):
    note = written(cast, mentioned=[team.aliya])
    with pytest.raises(RuleBroken):
        correct_note(note, "Да.", expected_version=1, by=cast.asel, at=NOON, readers="leads", mentioned=[team.aliya])
    correct_note(note, "Да.", expected_version=1, by=cast.asel, at=NOON, readers="leads")
    assert not note.mentions.exists()


def test_the_log_says_who_wrote_and_not_what(cast):
    note = written(cast)
    correct_note(note, "Иначе.", expected_version=1, by=cast.asel, at=NOON, readers="author")
    lines = AuditEntry.objects.filter(subject=str(note.pk)).order_by("seq")
    assert [(line.verb, line.detail) for line in lines] == [("note.written", {}), ("note.corrected", {})]
