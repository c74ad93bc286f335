"""The break-glass, in a real browser: nobody of the team answers, the coordinator looks in, the lead hears and ends it."""

from datetime import timedelta

import pytest

from backend.cases.access_models import AccessGrant
from backend.cases.teams import add_to_team, remove_from_team
from backend.notifications.clockwork import hand_out
from backend.notifications.models import Delivery
from backend.notifications.sending import deliver
from tests.busy import LATER

pytestmark = pytest.mark.browser
PASSWORD = "twelve-letters-at-least"
WHY = "Звонит её сестра: муж нашёл адрес. Дана в суде и не отвечает."


def look_in(page, live_server, cast):
    """From the frame of the case to its content, by a reason and the password."""
    page.goto(f"{live_server.url}/cases/{cast.case.pk}/")
    page.get_by_role("link", name="Открыть с указанием причины").click()
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button")
    page.fill("textarea[name=reason]", WHY)
    page.get_by_role("button", name="Открыть дело").click()
    page.wait_for_selector(".looking-in")


def post_the_messages():
    soon = LATER + timedelta(minutes=1)
    hand_out(soon)
    for row in Delivery.objects.filter(channel="inbox", state="queued"):
        deliver(row.pk, soon)


def test_the_coordinator_looks_in_and_the_lead_hears_of_it_and_ends_it(living, signed_in, live_server):
    cast, _busy = living
    page = signed_in(cast.bek)
    page.goto(f"{live_server.url}/cases/{cast.case.pk}/")
    assert "Как ваша библиотека?" not in page.content()
    assert page.locator("a[href$='/people/']").count() == 0

    look_in(page, live_server, cast)
    assert "до 16:00" in page.locator(".looking-in").inner_text()
    page.locator("nav.tabs a[href$='/people/']").click()
    page.wait_for_url("**/people/")
    assert page.locator(".looking-in").is_visible()
    assert page.locator("a[href$='/survivor/']").count() == 0  # she reads and changes nothing

    post_the_messages()
    page = signed_in(cast.dana)
    page.goto(live_server.url)
    told = page.locator(".told", has_text=cast.case.code).filter(has_text="координатор открыл его")
    assert "Бек" not in told.inner_text()
    told.locator("a.code").click()
    page.locator("main a[href$='/access/']").click()
    assert WHY in page.content()
    page.get_by_role("button", name="Закрыть доступ").click()
    page.wait_for_selector("text=доступ закрыт, Дана С.")

    page = signed_in(cast.bek)
    page.goto(f"{live_server.url}/cases/{cast.case.pk}/people/")
    assert "содержание открыто команде" in page.content()
    assert page.locator(".looking-in").count() == 0


def test_it_ends_by_itself_while_she_reads(living, signed_in, live_server, clock):
    cast, _busy = living
    page = signed_in(cast.bek)
    look_in(page, live_server, cast)
    clock(LATER + timedelta(hours=4, minutes=1))
    page.reload()
    assert page.locator(".looking-in").count() == 0
    assert page.locator("a[href$='/people/']").count() == 0
    assert page.get_by_role("link", name="Открыть с указанием причины").is_visible()


def test_she_gives_it_back_by_the_button_over_the_page(living, signed_in, live_server):
    cast, _busy = living
    page = signed_in(cast.bek)
    look_in(page, live_server, cast)
    page.locator(".looking-in button").click()
    page.get_by_role("link", name="Открыть с указанием причины").wait_for()
    assert AccessGrant.objects.get().ended_by == cast.bek


def test_from_a_list_to_the_team_a_case_without_a_lead_finds_one(living, signed_in, live_server):
    cast, _busy = living
    remove_from_team(cast.case, cast.dana, by=cast.bek, at=LATER)
    page = signed_in(cast.bek)
    page.goto(f"{live_server.url}/coordination/")
    page.get_by_role("link", name="Без юриста").click()
    assert "никто не ведёт" in page.content()
    page.get_by_role("link", name="Назначить").click()
    page.wait_for_url("**/team/")
    add_to_team(cast.case, cast.dana, "lead", by=cast.bek, at=LATER)
    page.goto(f"{live_server.url}/coordination/no_lawyer/")
    assert "Таких дел нет" in page.content()
