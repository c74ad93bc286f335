"""Bringing the law in: once is as good as twice, a cited wording stays, and two who load at once take turns."""

import shutil
import threading
from datetime import date
from pathlib import Path

import pytest
from django.db import connections

from backend.law.loading import load_law
from backend.law.models import Agency, Article, CalendarDay, LawEdition, RouteRow, RuleRow
from backend.law.queries import cited_rule, law_book, work_calendar
from tests.procedure.the_law import BOOK, CALENDAR

TABLES = (RouteRow, RuleRow, CalendarDay, Article, Agency, LawEdition)


@pytest.fixture
def folder(tmp_path, fixtures) -> Path:
    """The law files, to be spoiled or changed."""
    return shutil.copytree(fixtures / "law", tmp_path / "law")


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{name} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def everything():
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


def test_what_is_loaded_is_what_the_files_say(db):
    book = law_book()
    assert book.routes == BOOK.routes
    assert sorted(book.rules, key=lambda rule: (rule.key, rule.version)) == sorted(
        BOOK.rules, key=lambda rule: (rule.key, rule.version)
    )
    calendar = work_calendar()
    assert calendar.days == CALENDAR.days
    assert (calendar.confirmed_from, calendar.confirmed_until) == (date(2024, 1, 1), date(2026, 12, 31))


def test_loading_again_changes_nothing(db, folder):
    before = everything()
    loaded = load_law(folder)
    assert not loaded.changed
    assert everything() == before
    assert (loaded.routes, loaded.rules) == (len(BOOK.routes), len(BOOK.rules))


def test_the_last_wording_of_a_rule_is_the_one_in_force_now(db):
    assert law_book().rule("complaint_reply_7d").effective_to is None
    assert law_book().rule("complaint_reply_7d", "1").effective_to == date(2017, 7, 15)
    with pytest.raises(KeyError):
        law_book().rule("no_such_rule")


def test_a_wording_that_was_loaded_is_never_edited(db, folder):
    version = "2025-09-16"
    change(folder, "rules/authority_complaint.yaml", "term: [7, days]", "term: [8, days]")
    assert load_law(folder).changed
    assert cited_rule("complaint_reply_7d", version).term.amount == 7
    assert law_book().rule("complaint_reply_7d").version == f"{version}.2"
    assert law_book().rule("complaint_reply_7d").term.amount == 8
    assert RuleRow.objects.get(key="complaint_reply_7d", version=version).retired


def test_going_back_to_a_wording_uses_the_row_that_was_there(db, folder, fixtures):
    rows = RuleRow.objects.count()
    change(folder, "rules/authority_complaint.yaml", "term: [7, days]", "term: [8, days]")
    load_law(folder)
    load_law(fixtures / "law")
    assert law_book().rule("complaint_reply_7d").version == "2025-09-16"
    assert RuleRow.objects.filter(retired=False).count() == rows
    load_law(folder)
    assert law_book().rule("complaint_reply_7d").version == "2025-09-16.2"


def test_a_rule_that_left_the_files_can_still_be_cited(db, folder):
    change(folder, "rules/criminal.yaml", "key: appeal_hearing_1m", "key: appeal_hearing_one_month")
    load_law(folder)
    assert not law_book().wordings("appeal_hearing_1m")
    assert cited_rule("appeal_hearing_1m", "1").term.amount == 1
    with pytest.raises(KeyError):
        cited_rule("appeal_hearing_1m", "2")


def test_a_body_that_left_the_files_stays_because_cases_may_name_it(db, folder):
    (folder / "agencies" / "oblasts.yaml").unlink()
    before = Agency.objects.count()
    load_law(folder)
    assert Agency.objects.count() == before


def test_a_day_added_to_the_calendar_counts_from_then_on(db, folder):
    assert work_calendar().is_working(date(2026, 11, 24))
    change(
        folder, "calendar.yaml", "      2026-12-16: День Независимости\n",
        "      2026-11-24: Траур\n      2026-12-16: День Независимости\n",
    )  # fmt: skip
    load_law(folder)
    assert not work_calendar().is_working(date(2026, 11, 24))


@pytest.mark.django_db(transaction=True, databases=["default", "keys"], available_apps=["backend.law"])
def test_two_who_load_at_once_take_turns(fixtures):
    """Both start from nothing; one does the work, the other finds it done. Only the tables of the law are emptied after
    the test: the log would refuse."""
    gate, results = threading.Barrier(2), []

    def load() -> None:
        gate.wait(timeout=30)
        try:
            results.append(load_law(fixtures / "law").changed)
        except Exception as error:  # the test tells what it was
            results.append(error)
        finally:
            connections.close_all()

    for table in (LawEdition, RuleRow, RouteRow, CalendarDay, Article):
        table.objects.all().delete()
    threads = [threading.Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(results, key=str) == [False, True]
    assert RuleRow.objects.filter(retired=False).count() == len(BOOK.rules)
    assert CalendarDay.objects.count() == len(CALENDAR.days)
