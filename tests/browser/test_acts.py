"""What the script does: reveals that hide again, questions before them, errors that stay, forms sent once, the theme."""

import pytest

pytestmark = pytest.mark.browser
NAME = "Смаилова Айгүл"


@pytest.fixture
def case(living, signed_in, live_server):
    cast, _busy = living
    page = signed_in(cast.dana)
    page.clock.install()
    page.goto(f"{live_server.url}/cases/{cast.case.pk}/")
    return page


def reveal(page):
    page.locator("section:has(#people) .masked button").first.click()
    page.click("[data-confirm-yes]")
    page.wait_for_selector(".revealed")


def test_a_name_is_shown_after_a_question_and_hidden_again_after_half_a_minute(case):
    assert NAME not in case.content()
    reveal(case)
    assert NAME in case.content()
    assert case.evaluate("document.activeElement.className") == "revealed"
    case.clock.fast_forward(31_000)
    case.wait_for_selector(".revealed", state="detached")
    assert NAME not in case.content()


def test_who_thinks_better_of_it_sees_nothing_and_nothing_is_logged(case, living):
    cast, _busy = living
    case.locator("section:has(#people) .masked button").first.click()
    case.locator("#confirm [data-close-dialog]").click()
    case.wait_for_timeout(200)
    assert case.locator(".revealed").count() == 0
    from backend.audit.queries import entries_of_case  # noqa: PLC0415 -- Django is not set up when this file is read

    assert not entries_of_case(cast.case.pk).filter(verb="person.revealed").exists()


def test_a_name_is_hidden_even_when_the_server_can_no_longer_be_asked(case):
    reveal(case)
    case.route("**/reveal/**", lambda route: route.abort())
    case.clock.fast_forward(32_000)
    case.wait_for_function("document.querySelector('.revealed').textContent === '•••'")
    assert NAME not in case.content()


def test_a_revealed_name_is_not_printed(case):
    reveal(case)
    case.emulate_media(media="print")
    assert not case.locator(".revealed").is_visible()
    assert not case.locator(".top").is_visible()
    assert case.locator(".only-print").is_visible()


def test_an_error_stays_until_it_is_closed_and_trying_again_may_succeed(case):
    case.route("**/reveal/**", lambda route: route.fulfill(status=500, body=""))
    case.locator("section:has(#people) .masked button").first.click()
    case.click("[data-confirm-yes]")
    toast = case.locator(".toast.error")
    toast.wait_for()
    case.clock.fast_forward(60_000)
    assert toast.is_visible()
    case.unroute("**/reveal/**")
    toast.get_by_role("button", name="Повторить").click()
    case.wait_for_selector(".revealed")
    assert case.locator(".toast").count() == 0


def test_a_lost_connection_is_told_and_nothing_on_the_screen_is_lost(case):
    case.route("**/reveal/**", lambda route: route.abort())
    case.locator("section:has(#people) .masked button").first.click()
    case.click("[data-confirm-yes]")
    toast = case.locator(".toast.error")
    toast.wait_for()
    assert "Нет связи" in toast.inner_text()
    assert case.locator(".timeline").is_visible()
    toast.get_by_role("button", name="Закрыть").click()
    assert case.locator(".toast").count() == 0


def test_a_form_pressed_twice_is_sent_once_and_is_ready_again_when_the_request_got_nowhere(case, live_server, living):
    _cast, busy = living
    case.goto(f"{live_server.url}/hearings/{busy.over.pk}/result/")
    sent = []
    case.route("**/result/", lambda route: (sent.append(route.request.method), route.abort())[1]
               if route.request.method == "POST" else route.continue_())  # fmt: skip
    case.check("[name=status][value=held]")
    form = case.locator("main form")
    form.evaluate("each => { for (let n = 0; n < 3; n++) each.requestSubmit(); }")
    case.wait_for_timeout(300)
    assert sent == ["POST"]


def test_a_form_whose_request_got_nowhere_can_be_sent_again(case, live_server, living):
    _cast, busy = living
    case.goto(f"{live_server.url}/hearings/{busy.over.pk}/result/")
    case.evaluate("document.querySelector('main form').addEventListener('submit', each => each.preventDefault())")
    button = case.locator("main form button").first
    button.click()
    assert button.get_attribute("aria-disabled") == "true"
    case.clock.fast_forward(9_000)
    assert button.get_attribute("aria-disabled") is None


def test_the_theme_is_kept_in_a_cookie_and_drawn_by_the_server(case):
    case.click(".top [data-theme-switch]")
    assert case.evaluate("document.documentElement.dataset.theme") == "dark"
    case.reload()
    assert case.evaluate("document.documentElement.dataset.theme") == "dark"
    assert case.evaluate("localStorage.length + sessionStorage.length") == 0


def test_filters_open_in_a_drawer_on_a_phone_and_lie_open_on_a_desk(case, live_server):
    case.goto(f"{live_server.url}/cases/")
    case.set_viewport_size({"width": 1280, "height": 800})
    assert case.locator("#filters [name=q]").is_visible()
    case.set_viewport_size({"width": 390, "height": 844})
    assert not case.locator("#filters [name=q]").is_visible()
    case.click("[data-open-dialog=filters]")
    case.fill("#filters [name=q]", "АЛ-26-0001")
    case.click("#filters button.button >> nth=0")
    case.wait_for_url("**q=*")
    assert case.locator(".case-line").count() == 1


def test_marks_and_rulers_survive_the_colours_of_a_contrast_theme(case, live_server):
    case.emulate_media(forced_colors="active")
    case.goto(f"{live_server.url}/")
    ground = case.evaluate("getComputedStyle(document.body).backgroundColor")
    for part, told in ((".mark", "color"), (".ruler .used", "fill"), (".day-ruler .day-next", "fill")):
        assert case.locator(part).first.evaluate(f"each => getComputedStyle(each).{told}") != ground, part
    assert case.locator(".exit").first.evaluate("each => getComputedStyle(each).borderTopStyle") == "solid"
