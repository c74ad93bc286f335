"""The main job once, in a real browser: from an ignored report to a conviction that is counted."""

import io
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.core.management import call_command
from django.db import connection
from docx import Document as Docx

from backend.deadlines.clockwork import send_due_reminders
from backend.deadlines.models import Reminder
from backend.notifications.clockwork import hand_out
from backend.notifications.models import Delivery
from backend.notifications.sending import deliver
from backend.vault.keys import key_session
from tests.world import make_cast

PASSWORD = "twelve-letters-at-least"
START = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)


@pytest.fixture
def story(transactional_db):
    call_command("load_law", verbosity=0)
    with key_session():
        cast = make_cast(START)
    yield cast
    empty_the_log()


def empty_the_log() -> None:
    """The log refuses to be emptied, so the end of a live test takes its guard off for a moment."""
    migration = import_module("backend.audit.migrations.0002_only_ever_added_to")
    with connection.schema_editor() as editor:
        migration.unguard(None, editor)
        editor.execute("DELETE FROM audit_auditentry")
        migration.guard(None, editor)


def sign_in(page, live_server, name: str) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    page.fill("input[name=login]", f"{name}@example.org")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_url(f"{live_server.url}/")


def sign_out(page) -> None:
    page.context.clear_cookies()


def record(page, title: str, **fields: str) -> None:
    page.get_by_role("link", name="Записать событие").first.click()
    page.get_by_role("link", name=title, exact=True).click()
    for name, value in fields.items():
        control = page.locator(f"[name={name}]")
        if control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    page.get_by_role("button", name="Записать", exact=True).click()
    page.wait_for_selector(".timeline")


@pytest.mark.browser
def test_an_ignored_report_becomes_a_conviction_that_is_counted(story, page, live_server, clock):
    clock(START)
    sign_in(page, live_server, "asel")
    page.get_by_role("link", name="Открыть дело").first.click()
    for name, value in {
        "pseudonym": "Искра", "legal_name": "Оспанова Динара Мұратқызы", "iin": "900101400122",
        "respondent_name": "Оспанов Болат Мұратұлы", "happened_on": "01.11.2026", "place": "дома",
        "narrative": "Избил и угрожал.",
    }.items():  # fmt: skip
        page.fill(f"[name={name}]", value)
    page.select_option("[name=respondent_relation]", "spouse")
    page.select_option("[name=region]", "almaty_city")
    page.check("[name=kinds][value=beating]")
    page.select_option("[name=lead]", str(story.dana.pk))
    page.get_by_role("button", name="Открыть дело").click()
    page.get_by_role("link", name="Новое производство").click()
    page.select_option("[name=route]", "criminal")
    page.select_option("[name=agency]", label="Управление полиции Бостандыкского района города Алматы")
    page.check("[name=articles][value=uk_109_1]")
    page.get_by_role("button", name="Открыть производство").click()
    case_url = page.url
    assert "Оспанова" not in page.content()
    record(page, "Подано заявление об уголовном правонарушении", happened_at="02.11.2026 11:00")

    later = START + timedelta(days=2)
    clock(later)
    send_due_reminders(later)
    hand_out(later)
    for row in Delivery.objects.filter(state="queued"):
        deliver(row.pk, later)
    assert Reminder.objects.filter(user=story.dana, kind="authority_overdue", handed_at__isnull=False).count() == 1

    sign_out(page)
    sign_in(page, live_server, "dana")
    assert page.locator(".told").count() == 1
    assert page.locator(".deadline.overdue", has_text="ЕРДР").count() == 1
    page.goto(case_url)
    page.get_by_role("link", name="Пожаловаться прокурору на бездействие").click()
    page.get_by_role("button", name="Сформировать документ").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Жалоба прокурору на бездействие").click()
    with open(taken.value.path(), "rb") as file:
        paper = Docx(io.BytesIO(file.read()))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    for words in ("Прокурору Бостандыкского района", "Оспановой Динары Мұратқызы", "УК 109-1", "«02» ноября 2026 года"):
        assert words in text
    page.get_by_role("button", name="Подано", exact=True).click()
    page.wait_for_selector(".track.authority_complaint")

    clock(START + timedelta(days=30))
    page.goto(case_url)
    record(page, "Зарегистрировано в ЕРДР", happened_at="06.11.2026 12:00", erdr_number="26751")
    record(page, "Поступило в суд", happened_at="25.11.2026", case_number="7599-26")
    page.get_by_role("link", name="Назначить заседание").first.click()
    page.select_option("[name=court]", label="Бостандыкский районный суд города Алматы")
    page.fill("[name=starts_at]", "07.12.2026 10:00")
    page.get_by_role("button", name="Назначить").click()
    clock(START + timedelta(days=36))
    page.goto(case_url)
    page.get_by_role("link", name="Записать итог").click()
    page.check("[name=status][value=held]")
    page.get_by_role("button", name="Сохранить итог").click()
    record(page, "Оглашён приговор", happened_at="07.12.2026", result="convicted")

    sign_out(page)
    sign_in(page, live_server, "bek")
    page.goto(f"{live_server.url}/outcomes/")
    assert page.locator("#convicted").inner_text() == "1"
