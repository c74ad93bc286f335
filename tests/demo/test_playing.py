"""The story is a function of its seed and its day, and is played whole or not at all."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from backend.accounts.models import User
from backend.cases.models import Case
from backend.demo import story as playing
from backend.demo.story import Story
from backend.proceedings.models import Event
from backend.vault.keys import key_session

ANCHOR = date(2027, 3, 24)  # a day off after Nauryz


def told() -> list[tuple]:
    """Everything the story says, without the ids, which are new each time."""
    with key_session():
        cases = Case.objects.select_related("survivor").order_by("code")
        said = [
            (
                case.code,
                case.survivor.pseudonym,
                case.survivor.legal_name,
                case.survivor.iin,
                str(case.lead),
                case.region,
            )
            for case in cases
        ]
        events = Event.objects.select_related("proceeding__case").order_by("proceeding__case__code", "happened_at")
        kept = [
            (event.proceeding.case.code, event.kind, event.happened_at, event.fields.get("erdr_number"))
            for event in events
        ]
    return said + kept


def retold(folder, seed: int) -> list[tuple]:
    """What the shorter chapters of the story say when they are played, which is then undone."""
    with transaction.atomic():
        story = Story(folder, ANCHOR, seed)
        story.told["chapters"] = [chapter for chapter in story.told["chapters"] if chapter["count"] < 3]
        story.told["chapters"] = story.told["chapters"][:8]
        story.play()
        said = told()
        transaction.set_rollback(True)
    return said


def test_the_same_seed_and_day_tell_the_same_story_and_another_seed_another(db, settings):
    folder = settings.TIREK_FIXTURES / "demo"
    assert retold(folder, 1) == retold(folder, 1) != retold(folder, 2)


def test_a_story_that_breaks_leaves_nobody_behind(db, settings, monkeypatch):
    monkeypatch.setattr(playing.CasePlay, "_sitting", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        Story(settings.TIREK_FIXTURES / "demo", ANCHOR).play()
    assert not User.objects.exists()
    assert not Case.objects.exists()


def test_the_story_is_for_an_empty_demo_only(cast, settings):
    with pytest.raises(CommandError, match="empty installation"):
        call_command("play_demo")
    settings.TIREK_DEMO = False
    with pytest.raises(CommandError, match="TIREK_DEMO=1"):
        call_command("play_demo")
