"""A draft: kept for the page it was typed on, sealed, given back once, forgotten after hours."""

from datetime import timedelta

from django.db import connection

from backend.accounts.drafts import KEPT, LARGEST, has_draft, keep_draft, take_draft
from backend.accounts.models import Draft
from tests.world import NOON

PAGE = "/cases/new/"
TYPED = {
    "narrative": ["Ударил кулаком"],
    "kinds": ["beating", "threat"],
    "csrfmiddlewaretoken": ["x"],
    "password": ["y"],
}


def test_what_was_typed_comes_back_once_and_on_its_own_page_only(cast):
    assert keep_draft(cast.dana, PAGE, TYPED, at=NOON)
    assert take_draft(cast.dana, "/elsewhere/", at=NOON) is None
    assert take_draft(cast.asel, PAGE, at=NOON) is None
    assert take_draft(cast.dana, PAGE, at=NOON) == {"narrative": ["Ударил кулаком"], "kinds": ["beating", "threat"]}
    assert take_draft(cast.dana, PAGE, at=NOON) is None


def test_the_newest_draft_is_the_one_that_is_kept(cast):
    keep_draft(cast.dana, PAGE, TYPED, at=NOON)
    keep_draft(cast.dana, PAGE, {"narrative": ["Иначе"]}, at=NOON)
    assert take_draft(cast.dana, PAGE, at=NOON) == {"narrative": ["Иначе"]}


def test_an_empty_form_or_a_huge_one_is_not_kept_and_takes_nothings_place(cast):
    keep_draft(cast.dana, PAGE, TYPED, at=NOON)
    assert not keep_draft(cast.dana, PAGE, {"narrative": ["  "], "csrfmiddlewaretoken": ["x"]}, at=NOON)
    assert not keep_draft(cast.dana, PAGE, {"narrative": ["а" * LARGEST]}, at=NOON)
    assert has_draft(cast.dana, PAGE, at=NOON)


def test_after_hours_it_is_forgotten(cast):
    keep_draft(cast.dana, PAGE, TYPED, at=NOON)
    assert not has_draft(cast.dana, PAGE, at=NOON + KEPT)
    assert take_draft(cast.dana, PAGE, at=NOON + KEPT + timedelta(seconds=1)) is None
    assert not Draft.objects.exists()


def test_it_is_stored_sealed(cast):
    keep_draft(cast.dana, PAGE, TYPED, at=NOON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT typed FROM accounts_draft")
        stored = bytes(cursor.fetchone()[0])
    assert "Ударил".encode() not in stored
    assert b"beating" not in stored
