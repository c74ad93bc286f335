"""Closing a case on pages: what is open comes first, a tick for each group, one form once, a way back."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from backend.cases.closing import archive_case, close_case
from backend.cases.closing_models import CaseTurn
from backend.cases.models import Case
from backend.cases.still_open import still_open
from backend.cases.tasks import make_task
from backend.deadlines.models import Deadline
from tests.busy import LATER, make_busy


@pytest.fixture
def later(clock):
    clock(LATER)


@pytest.fixture
def dana(cast, client, later):
    client.force_login(cast.dana)
    return client


def page(client, name, case):
    return client.get(reverse(f"web:{name}", args=[case.pk])).content.decode()


def send(client, name, case, told):
    return client.post(reverse(f"web:{name}", args=[case.pk]), told)


def ticks(text):
    return dict(re.findall(r'name="(leave\.\w+)" value="(\w+)"', text))


def closed(cast):
    return close_case(cast.case, "defended", words="Приговор вступил в силу.", by=cast.dana, at=LATER)


def test_the_page_lists_what_is_open_with_the_way_to_each_and_forbids_to_lose_a_right(cast, dana):
    make_busy(cast)
    text = page(dana, "case-close", cast.case)
    ours = Deadline.objects.running().filter(obligor="us", act_by__gt=LATER)
    for deadline in ours:
        assert f"{reverse('web:deadline-waive', args=[deadline.pk])}?to=close" in text
    assert "leave.our_deadlines" not in ticks(text)
    answer = send(dana, "case-close", cast.case, {"reason": "withdrew", "left_because": "Да.", **ticks(text)})
    assert answer.status_code == 422
    assert "передайте дело" in answer.content.decode()


def test_a_term_is_waived_on_the_way_and_then_the_case_closes(cast, dana):
    make_busy(cast)
    for deadline in Deadline.objects.running().filter(obligor="us", act_by__gt=LATER):
        address = f"{reverse('web:deadline-waive', args=[deadline.pk])}?to=close"
        assert dana.get(address).status_code == 200
        assert dana.post(address, {"reason": " "}).status_code == 422
        answer = dana.post(address, {"reason": "Решили не обжаловать."})
        assert answer.url == reverse("web:case-close", args=[cast.case.pk])
    told = {"reason": "withdrew", "left_because": "Она так решила.", "words": "Можно вернуться."}
    answer = send(dana, "case-close", cast.case, told | ticks(page(dana, "case-close", cast.case)))
    assert answer.status_code == 302
    text = page(dana, "case", cast.case)
    assert "Можно вернуться." in text
    assert reverse("web:case-reopen", args=[cast.case.pk]) in text
    assert reverse("web:case-close", args=[cast.case.pk]) not in text


def test_a_task_made_meanwhile_brings_the_page_back_with_its_tick_empty_and_the_words_kept(cast, dana):
    make_task(cast.case, "Первая", due_on=LATER.date(), by=cast.dana, at=LATER)
    told = {"reason": "other", "left_because": "Да.", "words": "Итог."} | ticks(page(dana, "case-close", cast.case))
    make_task(cast.case, "Вторая", due_on=LATER.date(), by=cast.asel, at=LATER)
    answer = send(dana, "case-close", cast.case, told)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Вторая" in text
    assert "Итог." in text
    assert not re.search(r'name="leave\.tasks"[^>]*checked', text)
    assert send(dana, "case-close", cast.case, told | ticks(text)).status_code == 302


def test_the_same_form_sent_twice_closes_once_and_another_one_is_told(cast, dana):
    text = page(dana, "case-close", cast.case)
    told = {"reason": "defended", "sent_as": re.search(r'name="sent_as" value="(\w+)"', text)[1]}
    assert [send(dana, "case-close", cast.case, told).status_code for _time in range(2)] == [302, 302]
    assert CaseTurn.objects.count() == 1
    answer = send(dana, "case-close", cast.case, {"reason": "other"})
    assert answer.status_code == 422
    assert "уже закрыто" in answer.content.decode()
    assert dana.get(reverse("web:case-close", args=[cast.case.pk])).status_code == 409


def test_a_coordinator_learns_how_many_tasks_there_are_and_not_what_they_say(cast, client, later):
    make_task(cast.case, "Тайное дело", due_on=LATER.date(), by=cast.dana, at=LATER)
    client.force_login(cast.bek)
    text = page(client, "case-close", cast.case)
    assert "leave.tasks" in ticks(text)
    assert "Тайное дело" not in text
    told = {"reason": "contact_lost", "left_because": "Команды нет.", **ticks(text)}
    assert send(client, "case-close", cast.case, told).status_code == 302


def test_a_form_opened_before_the_closing_keeps_what_was_typed(cast, dana):
    closed(cast)
    answer = send(dana, "note-write", cast.case, {"text": "Не потеряйте это.", "readers": "team"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Не потеряйте это." in text
    assert "Дело закрыто: его можно читать, но не менять." in text


def test_a_case_is_opened_again_with_a_reason_and_a_lead(cast, dana):
    closed(cast)
    assert "Кто будет в команде" in page(dana, "case-reopen", cast.case)
    assert send(dana, "case-reopen", cast.case, {"words": "", "lead": str(cast.dana.pk)}).status_code == 422
    answer = send(dana, "case-reopen", cast.case, {"words": "Снова угрозы.", "lead": str(cast.asel.pk)})
    assert answer.status_code == 302
    case = Case.objects.get(pk=cast.case.pk)
    assert (case.closed_on, case.lead) == (None, cast.asel)


def test_an_archived_case_leaves_the_lists_and_is_found_by_its_code(cast, dana):
    code = f">{cast.case.code}<"
    closed(cast)
    assert code in dana.get("/cases/").content.decode()
    assert send(dana, "case-archive", cast.case, {}).status_code == 302
    assert code not in dana.get("/cases/").content.decode()
    assert code not in dana.get("/cases/?state=closed").content.decode()
    assert code in dana.get("/cases/?state=archived").content.decode()
    assert code in dana.get(f"/cases/?q={cast.case.code}").content.decode()


@pytest.mark.parametrize(("state", "listed"), [("open", False), ("closed", True), ("archived", False)])
def test_the_list_is_asked_for_by_state(cast, dana, state, listed):
    closed(cast)
    assert (f">{cast.case.code}<" in dana.get(f"/cases/?state={state}").content.decode()) is listed


def test_a_closed_case_presses_nowhere(cast, dana):
    make_busy(cast).message.delete()  # what she was told before stays told
    assert cast.case.code in dana.get("/").content.decode()
    groups = {group.key: group.seen for group in still_open(cast.case, LATER + timedelta(days=90))}
    close_case(cast.case, "died", leave=groups, left_because="Всё.", by=cast.dana, at=LATER + timedelta(days=90))
    text = dana.get("/").content.decode()
    assert f'class="code" href="{reverse("web:case", args=[cast.case.pk])}"' not in text


def test_cases_kept_long_enough_are_put_before_the_coordinators_who_may_keep_them_longer(cast, client, clock):
    closed(cast)
    archive_case(cast.case, by=cast.dana, at=LATER)
    clock(LATER.replace(year=2031, day=6))
    client.force_login(cast.bek)
    address = reverse("web:kept-long-enough")
    text = client.get(address).content.decode()
    assert cast.case.code in text
    assert "пока не умеет" in text
    told = {"until": "01.01.2040", "words": "Дело пересматривают."}
    assert send(client, "case-retention", cast.case, told).status_code == 302
    assert cast.case.code not in client.get(address).content.decode()
    client.force_login(cast.dana)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_pages_carry_no_inline_code_and_no_name(cast, dana, language):
    make_busy(cast)
    dana.cookies["language"] = language
    for name in ("case-close", "case"):
        text = page(dana, name, cast.case)
        assert f'<html lang="{language}"' in text
        assert not re.search(r"\sstyle=|\son\w+=\"|<style|<script>", text)
        assert "Смаилов" not in text
