"""Leaving at once: by the button, by Shift pressed three times, out of a dialog, and what Back shows afterwards."""

import pytest

from tests.browser.conftest import NEUTRAL

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(living, signed_in, live_server, settings):
    settings.TIREK_NEUTRAL_SITE = NEUTRAL
    cast, _busy = living
    page = signed_in(cast.dana)
    page.route(f"{NEUTRAL}**", lambda route: route.fulfill(body="<title>Погода</title>", content_type="text/html"))
    page.goto(f"{live_server.url}/cases/{cast.case.pk}/")
    return page


def has_left(page, live_server):
    page.wait_for_url(NEUTRAL)
    assert page.evaluate("document.referrer") == ""
    page.goto(f"{live_server.url}/")
    assert "/accounts/login/" in page.url


def test_one_click_leaves_and_ends_the_session(opened, live_server):
    opened.click(".top [data-quick-exit]")
    has_left(opened, live_server)


def test_shift_three_times_leaves_and_capital_letters_do_not(opened, live_server):
    opened.focus("#find")
    for letter in "ABC":
        opened.keyboard.press(f"Shift+Key{letter}")
    assert "/cases/" in opened.url
    for _ in range(3):
        opened.keyboard.press("Shift")
    has_left(opened, live_server)


def test_every_dialog_has_a_way_out_of_its_own(opened, live_server):
    opened.set_viewport_size({"width": 390, "height": 844})
    opened.click("[data-open-dialog=more]")
    opened.click("#more [data-quick-exit]")
    has_left(opened, live_server)


def test_going_back_after_leaving_does_not_show_the_case(opened, live_server):
    opened.click(".top [data-quick-exit]")
    opened.wait_for_url(NEUTRAL)
    opened.go_back()
    opened.wait_for_timeout(300)
    assert "АЛ-26" not in opened.content()


def test_the_first_stops_of_the_keyboard_are_the_content_and_the_way_out(opened):
    opened.keyboard.press("Tab")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.dataset.quickExit") == ""
    assert opened.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
