"""Coming in, in a real browser: the lost laptop, and a passkey made and used with Chromium's virtual authenticator."""

from typing import Any

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from backend.accounts.tokens import issue_token
from backend.kernel.clock import now

pytestmark = pytest.mark.browser
PASSWORD = "twelve-letters-at-least"


@pytest.fixture
def story(living):
    cache.clear()
    cast, _busy = living
    yield cast
    cache.clear()


def sign_in(page: Any, address: str, email: str) -> None:
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Войти", exact=True).click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def test_the_lost_laptop(page, story, live_server, new_context):
    """Dana's laptop was taken from her car with a case on its screen. Bek ends it; what the thief presses leads out."""
    token = issue_token(story.dana, days=30, at=now())
    laptop = new_context().new_page()
    sign_in(laptop, live_server.url, story.dana.email)
    laptop.goto(f"{live_server.url}/cases/{story.case.pk}/people/")
    programs = {"headers": {"Authorization": f"Token {token}", "Accept": "application/json"}}
    assert page.request.get(f"{live_server.url}/api/v1/cases/", **programs).status == 200

    sign_in(page, live_server.url, story.bek.email)
    page.goto(f"{live_server.url}/colleagues/")
    page.locator("li", has_text="Дана Сейткали").get_by_role("link", name="Устройство потеряно").click()
    page.fill("[name=password]", PASSWORD)  # it is asked once more
    page.get_by_role("button", name="Продолжить").click()
    page.get_by_role("button", name="Завершить все сеансы и токены").click()
    expect(page.locator("main")).to_contain_text("Отозван 1 токен.")

    laptop.locator(".masked button").first.click()
    with laptop.expect_response("**/reveal/**") as answer:
        laptop.get_by_role("button", name="Показать", exact=True).last.click()
    assert answer.value.status == 204
    assert answer.value.headers["hx-redirect"].endswith("/accounts/login/?ended")
    laptop.wait_for_url("**/accounts/login/?ended")
    assert "Смаилова" not in laptop.content()
    laptop.goto(f"{live_server.url}/cases/{story.case.pk}/")
    laptop.wait_for_url("**/accounts/login/**")
    assert story.case.code not in laptop.content()
    fresh = new_context()
    assert fresh.request.get(f"{live_server.url}/api/v1/cases/", **programs).status == 401

    sign_in(laptop, live_server.url, story.dana.email)  # the account is hers as before, and she was told
    laptop.wait_for_url(f"{live_server.url}/**")
    laptop.goto(f"{live_server.url}/account/access/")
    expect(laptop.locator("main")).to_contain_text("это устройство")


def test_a_passkey_is_made_and_then_opens_the_house_alone_and_as_the_second_step(page, story, live_server, settings):
    settings.TIREK_SECOND_FACTOR = True
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    sign_in(page, live_server.url, story.dana.email)
    page.wait_for_url("**/account/second-factor/")
    page.get_by_role("link", name="Добавить ключ доступа").click()
    page.get_by_role("button", name="Добавить ключ доступа").click()
    page.wait_for_url("**/second-factor/codes/")
    assert page.locator(".recovery-codes li").count() == 10
    page.get_by_role("link", name="Я их записала").click()
    page.wait_for_url(f"{live_server.url}/")
    expect(page.locator("h1")).to_be_visible()

    page.context.clear_cookies()
    sign_in(page, live_server.url, story.dana.email)  # the password, and then the key
    page.wait_for_url("**/second-factor/enter/")
    page.get_by_role("button", name="Использовать ключ доступа").click()
    page.wait_for_url(f"{live_server.url}/")

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/accounts/login/")  # the key alone: it has verified its holder
    page.get_by_role("button", name="Войти по ключу доступа").click()
    page.wait_for_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}/account/access/")
    expect(page.locator("main")).to_contain_text("Ключ доступа 1")
