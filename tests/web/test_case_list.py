"""The list of cases: pages by cursor in a stable order, filters kept on the way, nothing counted."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.cases.models import Case
from backend.cases.services import open_case
from backend.web import case_list
from tests.world import NOON


@pytest.fixture
def many(cast, monkeypatch):
    monkeypatch.setattr(case_list, "SIZE", 3)
    for number in range(7):
        open_case(
            cast.organisation, cast.survivor, by=cast.asel, lead=cast.dana, at=NOON,
            opened_on=date(2026, 10, 1) + timedelta(days=number // 3), high_risk=number % 2 == 0,
        )  # fmt: skip
    return list(Case.objects.order_by("-opened_on", "-id").values_list("code", flat=True))


def walk(client, address, relation):
    pages = []
    while address:
        text = client.get(address).content.decode()
        pages.append(re.findall(r'class="code" href="[^"]+">([^<]+)<', text))
        found = re.search(rf'href="(\?[^"]+)" rel="{relation}"', text)
        address = f"/cases/{found.group(1).replace('&amp;', '&')}" if found else ""
        last = text
    return pages, last


def test_pages_follow_each_other_without_a_gap_or_a_repeat(many, cast, client):
    client.force_login(cast.dana)
    pages, last = walk(client, "/cases/", "next")
    assert [code for page in pages for code in page] == many
    assert [len(page) for page in pages] == [3, 3, 2]
    back = re.search(r'href="(\?[^"]+)" rel="prev"', last).group(1)
    pages, _first = walk(client, f"/cases/{back}", "prev")
    assert [code for page in reversed(pages) for code in page] == many[: sum(map(len, pages))]


def test_a_filter_is_kept_on_the_way_to_the_next_page(many, cast, client):
    client.force_login(cast.dana)
    text = client.get("/cases/?mine=true&q=АЛ").content.decode()
    found = re.search(r'href="(\?[^"]+)" rel="next"', text).group(1)
    assert "mine=true" in found
    assert "q=%D0%90%D0%9B" in found


@pytest.mark.parametrize("nonsense", ["after=yesterday", "before=2026-13-40.x", "after=2026-10-01", "after=."])
def test_a_cursor_that_makes_no_sense_shows_the_first_page(many, cast, client, nonsense):
    client.force_login(cast.dana)
    pages, _last = walk(client, f"/cases/?{nonsense}", "nothing")
    assert pages[0] == many[:3]


def test_nothing_is_counted(many, cast, client):
    client.force_login(cast.dana)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/cases/")
    assert not [
        query["sql"] for query in asked if re.search(r"^SELECT COUNT\([^)]*\)[^()]* FROM .cases_case", query["sql"])
    ]


def test_yes_and_no_are_said_in_words(cast, client):
    client.force_login(cast.dana)
    text = client.get("/cases/").content.decode()
    assert "только мои" in text
    assert "Не задано" not in text


@pytest.mark.parametrize("asked", ["q=" + "0" * 5000, "state=zz", "route=zz"])
def test_a_filter_that_cannot_be_lists_nothing_and_says_so(cast, client, asked):
    client.force_login(cast.dana)
    text = client.get(f"/cases/?{asked}").content.decode()
    assert f">{cast.case.code}<" not in text
    assert "error-summary" in text


def test_a_case_is_found_by_the_beginning_of_the_pseudonym_by_whoever_may_see_it(cast, client):
    for name, listed in (("dana", True), ("bek", True), ("chinara", False)):
        client.force_login(getattr(cast, name))
        for typed in ("Ласт", "ласточка"):
            assert (f">{cast.case.code}<" in client.get(f"/cases/?q={typed}").content.decode()) is listed
