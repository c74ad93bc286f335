"""Every page in a real browser: accessible in light and dark, whole on a small phone, nothing too small to touch."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDTHS = (320, 390, 768, 1280)
SMALL = """() => [...document.querySelectorAll('a, button, input, select, summary')].filter(each => {
    const box = each.getBoundingClientRect();
    const inline = each.tagName === 'A' && getComputedStyle(each).display === 'inline';
    const hidden = !box.width || box.right < 0 || each.closest('.visually-hidden, .skip, .field label') || each.type === 'hidden';
    return !hidden && !inline && (box.height < 24 || box.width < 24);
}).map(each => each.outerHTML.slice(0, 120))"""


def addresses(cast, busy):
    return [
        "/", "/cases/", f"/cases/{cast.case.pk}/", "/outcomes/", "/record/", "/kit/", "/cases/new/",
        f"/hearings/{busy.over.pk}/result/", f"/cases/{cast.case.pk}/log/",
    ]  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_shuts_anybody_out(living, signed_in, live_server, theme):
    cast, busy = living
    page = signed_in(cast.dana)
    page.emulate_media(color_scheme=theme)
    found = {}
    for address in addresses(cast, busy)[: None if theme == "light" else 4]:
        page.goto(f"{live_server.url}{address}")
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        violations = Axe().run(page, options=RULES).response["violations"]
        if violations:
            found[address] = [(each["id"], each["nodes"][0]["html"][:140]) for each in violations]
    assert not found


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_no_page_is_wider_than_its_screen_and_nothing_is_too_small_to_touch(living, signed_in, live_server, language):
    cast, busy = living
    page = signed_in(cast.dana, language)
    wide, small = [], []
    for address in addresses(cast, busy):
        page.goto(f"{live_server.url}{address}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((address, width))
        small += [(address, each) for each in page.evaluate(SMALL)]
    assert not wide
    assert not small


def test_the_way_out_is_whole_and_nothing_lies_over_it(living, signed_in, live_server):
    cast, _busy = living
    page = signed_in(cast.dana)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{live_server.url}/cases/{cast.case.pk}/")
        page.mouse.wheel(0, 900)
        box = page.locator(".top .exit").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        centre = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
        assert page.evaluate("([x, y]) => !!document.elementFromPoint(x, y).closest('.exit')", centre)


def test_a_page_shifts_nothing_under_the_finger(living, signed_in, live_server):
    cast, _busy = living
    page = signed_in(cast.dana)
    page.set_viewport_size({"width": 390, "height": 844})
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(each => { window.shift += each.value; }))"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    for address in ("/", f"/cases/{cast.case.pk}/"):
        page.goto(f"{live_server.url}{address}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.shift") <= 0.05
