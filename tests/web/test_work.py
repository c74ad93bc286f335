"""The pages of the daily work: contacts, notes, tasks, on one page of the case and by forms that lose nothing."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from backend.accounts.models import User
from backend.cases.contacts import record_contact
from backend.cases.notes import write_note
from backend.cases.services import add_to_team
from backend.cases.tasks import make_task
from backend.cases.work_models import Contact, Note, Task
from backend.notifications.models import Delivery
from tests.world import NOON, begin_work

TODAY = date(2026, 11, 2)


@pytest.fixture
def asel(cast, client, clock):
    clock(NOON)
    client.force_login(cast.asel)
    return client


def page(client, name, row):
    return client.get(reverse(f"web:{name}", args=[row.pk]))


def send(client, name, row, told, **headers):
    return client.post(reverse(f"web:{name}", args=[row.pk]), told, **headers)


CONTACT = {
    "happened_at": "02.11.2026 11:30", "direction": "out", "channel": "call", "spoken_with": "survivor",
    "rules": "followed", "agreed": "Придёт в четверг.", "next_at": "05.11.2026 16:00",
}  # fmt: skip


def test_before_a_contact_is_recorded_the_rules_stand_on_the_page_and_hide_what_they_say(cast, asel):
    text = page(asel, "contact-record", cast.case).content.decode()
    assert text.index("Сначала: как с ней можно связаться") < text.index('<form class="sheet"')
    assert "Звонок из поликлиники" not in text
    assert reverse("web:reveal", args=["survivor", cast.survivor.pk, "may_be_said"]) in text


def test_a_recorded_contact_is_on_the_page_of_the_work_with_its_next_one_among_the_tasks(cast, asel):
    answer = send(asel, "contact-record", cast.case, CONTACT | {"spoken_by": str(cast.dana.pk)})
    assert (answer.status_code, answer.url) == (302, reverse("web:case-work", args=[cast.case.pk]))
    text = page(asel, "case-work", cast.case).content.decode()
    for words in ("Придёт в четверг.", "Связаться с ней, как договорились", "16:00", "Дана С."):
        assert words in text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"happened_at": "завтра"}, "например 28.10.2026 14:30"),
        ({"happened_at": "03.11.2026 11:00"}, "когда он уже состоялся"),
        ({"agreed": " "}, "о чём договорились"),
        ({"rules": "not_followed"}, "какое правило не соблюдено"),
        ({"next_at": "01.11.2026 10:00"}, "проверьте дату"),
    ],
)
def test_a_contact_form_that_cannot_be_comes_back_whole_with_what_is_wrong(cast, asel, changed, words):
    told = {"rules_remark": "", **CONTACT, "spoken_by": str(cast.asel.pk), **changed}
    answer = send(asel, "contact-record", cast.case, told)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert told["agreed"].strip() in text
    assert told["next_at"] in text
    assert not Contact.objects.exists()


def test_a_contact_sent_twice_is_recorded_once(cast, asel):
    key = re.search(r'name="sent_as" value="(\w+)"', page(asel, "contact-record", cast.case).content.decode())[1]
    told = CONTACT | {"spoken_by": str(cast.asel.pk), "sent_as": key}
    assert [send(asel, "contact-record", cast.case, told).status_code for _ in range(2)] == [302, 302]
    assert Contact.objects.count() == Task.objects.count() == 1


def test_a_note_is_written_mentions_a_colleague_and_is_corrected_with_its_history_shown(cast, asel):
    told = {"text": "Сестра готова прийти.", "readers": "team", "mentioned": [str(cast.dana.pk)]}
    assert send(asel, "note-write", cast.case, told).status_code == 302
    note = Note.objects.get()
    assert Delivery.objects.get().user == cast.dana
    form = page(asel, "note-correct", note).content.decode()
    assert "Сестра готова прийти." in form
    changed = {"text": "Брат готов прийти.", "readers": "leads", "version": "1"}
    assert send(asel, "note-correct", note, changed).status_code == 302
    text = page(asel, "case-work", cast.case).content.decode()
    assert "Брат готов прийти." in text
    assert re.search(r"<del>\s*Сестра готова прийти.", text)


def test_a_note_corrected_meanwhile_is_not_overwritten_and_the_new_words_are_not_lost(cast, asel):
    note = write_note(cast.case, "Первая.", by=cast.asel, at=NOON)
    told = {"text": "Вторая.", "readers": "team", "version": "1"}
    send(asel, "note-correct", note, told)
    answer = send(asel, "note-correct", note, told | {"text": "Третья."})
    assert answer.status_code == 422
    assert "Третья." in answer.content.decode()
    assert Note.objects.get().text == "Вторая."


def test_who_may_not_read_a_note_finds_nothing_of_it_and_a_mention_of_her_is_refused(cast, asel, client):
    reader = User.objects.create_user("aliya@example.org", "twelve-letters-at-least", full_name="Алия Т.")
    begin_work(reader, cast.organisation, "observer", at=NOON)
    add_to_team(cast.case, reader, "observer", by=cast.dana, at=NOON)
    told = {"text": "Только для ведущих.", "readers": "leads", "mentioned": [str(reader.pk)]}
    answer = send(asel, "note-write", cast.case, told)
    assert answer.status_code == 422
    assert "Не все, кого вы упомянули" in answer.content.decode()
    send(asel, "note-write", cast.case, {"text": "Только для ведущих.", "readers": "leads"})
    client.force_login(reader)
    text = page(client, "case-work", cast.case).content.decode()
    assert "Только для ведущих." not in text
    assert reverse("web:note-write", args=[cast.case.pk]) not in text
    assert page(client, "note-correct", Note.objects.get()).status_code == 404


def test_a_task_is_made_changed_done_and_reopened(cast, asel):
    told = {"title": "Запросить характеристику", "due_on": "05.11.2026", "assignee": str(cast.asel.pk)}
    assert send(asel, "task-make", cast.case, told).status_code == 302
    task = Task.objects.get()
    assert "05.11.2026" in page(asel, "task-change", task).content.decode()
    assert send(asel, "task-change", task, told | {"due_on": "06.11.2026", "version": "1"}).status_code == 302
    assert "Запросить характеристику" in page(asel, "case-work", cast.case).content.decode()
    assert send(asel, "task-done", task, {"next": "/"}).url == "/"
    assert send(asel, "task-reopen", task, {"next": "https://evil.example/"}).url == reverse(
        "web:case-work", args=[cast.case.pk]
    )
    task.refresh_from_db()
    assert (task.state, task.due_on) == ("open", date(2026, 11, 6))


def test_for_htmx_a_task_comes_back_as_its_line_and_a_form_as_the_form_alone(cast, asel):
    task = make_task(cast.case, "Позвонить следователю", due_on=TODAY, by=cast.asel, at=NOON)
    htmx = {"HTTP_HX_REQUEST": "true"}
    line = send(asel, "task-done", task, {}, **htmx).content.decode()
    assert line.strip().startswith("<li")
    assert reverse("web:task-reopen", args=[task.pk]) in line
    for name in ("task-make", "note-write", "contact-record", "attachment-add"):
        form = asel.get(reverse(f"web:{name}", args=[cast.case.pk]), **htmx).content.decode()
        assert form.strip().startswith("<form")
    answer = send(asel, "note-write", cast.case, {"text": "Да.", "readers": "team"}, **htmx)
    assert answer["HX-Redirect"] == reverse("web:case-work", args=[cast.case.pk])


def test_a_task_is_cancelled_with_a_reason_that_stays_on_the_page(cast, asel):
    task = make_task(cast.case, "Позвонить", due_on=TODAY, by=cast.asel, at=NOON)
    assert send(asel, "task-cancel", task, {"reason": " "}).status_code == 422
    assert send(asel, "task-cancel", task, {"reason": "Прислали сами."}).status_code == 302
    assert "Прислали сами." in page(asel, "case-work", cast.case).content.decode()


def test_a_closed_case_is_read_and_not_written(cast, asel):
    write_note(cast.case, "Итог.", by=cast.asel, at=NOON)
    cast.case.closed_on = TODAY
    cast.case.save()
    text = page(asel, "case-work", cast.case).content.decode()
    assert "Итог." in text
    assert reverse("web:note-write", args=[cast.case.pk]) not in text
    answer = send(asel, "note-write", cast.case, {"text": "Ещё.", "readers": "team"})
    assert answer.status_code == 422
    assert "Ещё." in answer.content.decode()


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_pages_carry_no_inline_code_and_no_name(cast, asel, language):
    task = make_task(cast.case, "Позвонить", due_on=TODAY, by=cast.asel, at=NOON)
    write_note(cast.case, "Заметка.", by=cast.asel, at=NOON)
    record_contact(
        cast.case, happened_at=NOON - timedelta(hours=1), channel="other", direction="in", spoken_with="survivor",
        rules="not_followed", rules_remark="Час был не тот.", agreed="Ждёт.", by=cast.asel, at=NOON,
    )  # fmt: skip
    asel.cookies["language"] = language
    names = ("case-work", "contact-record", "note-write", "task-make", "attachments", "attachment-add")
    for answer in [page(asel, name, cast.case) for name in names] + [page(asel, "task-change", task)]:
        text = answer.content.decode()
        assert answer.status_code == 200
        assert f'<html lang="{language}"' in text
        assert not re.search(r"\sstyle=|\son\w+=\"|<style|<script>", text)
        assert "Смаилов" not in text
        assert answer["Cache-Control"] == "no-store"
