"""Reminders over HTTP: listed, and taken note of by whom they were for."""

import pytest

from backend.deadlines.clockwork import send_due_reminders
from tests.api.conftest import made, problem


def test_a_reminder_is_taken_note_of_once_by_the_person_reminded(cast, dana, bek, chinara, lived, noon):
    address = f"reminders/{lived.reminder.pk}/acknowledge/"
    problem(chinara.send(address, {}), 404)
    problem(bek.send(address, {}), 403)
    first = made(dana.send(address, {}), 200)
    assert first["acknowledged_at"]
    assert made(dana.send(address, {}), 200) == first
    assert made(dana.ask(f"reminders/{lived.reminder.pk}/"), 200) == first


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kind=hearing_reminder", 2), ("kind=authority_overdue", 1), ("mine=true", 3), ("handed=false", 3), ("handed=true", 0),
        ("acknowledged=false", 3), ("case=АЛ-26-0001", 3), ("case=АЛ-26-0002", 0), ("due_at_after=2026-12-01", 0),
    ],
)  # fmt: skip
def test_reminders_are_found_by_kind_person_and_whether_they_went_out(dana, lived, asked, found):
    assert len(made(dana.ask(f"reminders/?{asked}"), 200)["results"]) == found


def test_what_went_out_says_when(dana, lived):
    send_due_reminders(lived.reminder.due_at)
    told = made(dana.ask("reminders/?handed=true&ordering=-due_at"), 200)["results"]
    assert told[0]["id"] == str(lived.reminder.pk)
    assert told[0]["handed_at"]
