"""The closed screen in a real browser: content leaves the page at once, idleness closes it, what was typed comes back."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PASSWORD = "twelve-letters-at-least"
TYPED = "Замахнулся кочергой"


@pytest.fixture
def story(living):
    cast, _busy = living
    return cast


@pytest.fixture
def dana(signed_in, story):
    return signed_in(story.dana)


def open_again(page):
    page.wait_for_url("**/lock/**")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Открыть экран").click()


def test_the_button_empties_the_page_and_the_form_is_back_after_the_password(dana, story, live_server):
    page = dana
    page.goto(f"{live_server.url}/cases/{story.case.pk}/")
    page.goto(f"{live_server.url}/cases/{story.case.pk}/incidents/new/")
    page.fill("[name=narrative]", TYPED)
    page.check("[name=kinds][value=threat]")
    page.locator("[data-lock]").first.click()
    page.wait_for_url("**/lock/**")
    assert "Экран закрыт" in page.title()
    assert TYPED not in page.content()
    assert story.case.code not in page.content()
    page.go_back()  # the page before the form: it is asked of the server again, which leads to the lock
    page.wait_for_url("**/lock/**")
    assert story.case.code not in page.content()
    page.go_forward()
    open_again(page)
    page.wait_for_url("**/cases/*/incidents/new/")
    expect(page.locator("[name=narrative]")).to_have_value(TYPED)
    assert page.is_checked("[name=kinds][value=threat]")
    assert not page.is_checked("[name=kinds][value=beating]")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_five_minutes_without_a_touch_close_the_screen_on_the_server_too(dana, story, live_server):
    page = dana
    page.clock.install()
    address = f"{live_server.url}/cases/{story.case.pk}/"
    page.goto(address)
    page.clock.fast_forward("04:30")
    page.mouse.click(5, 5)
    page.clock.fast_forward("04:30")
    assert page.url == address
    page.clock.fast_forward("01:00")
    page.wait_for_url("**/lock/**")
    assert story.case.code not in page.content()
    assert page.request.get(address, max_redirects=0).status == 302


def test_closing_one_tab_closes_the_other(dana, story, live_server):
    page = dana
    address = f"{live_server.url}/cases/{story.case.pk}/"
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    other.locator("[data-lock]").first.click()
    page.wait_for_url("**/lock/**")
    assert story.case.code not in page.content()
    other.close()
