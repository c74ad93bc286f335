"""What a first visit costs on a slow line: My day with all it needs, compressed as it is sent."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.busy import LATER, make_busy

COLD, WARM = 60_000, 15_000
REQUESTS = 12


@pytest.fixture
def pages(cast, client, clock):
    make_busy(cast)
    clock(LATER)
    client.force_login(cast.dana)
    return {
        address: client.get(address, headers={"accept-encoding": "gzip"})
        for address in ("/", "/cases/", f"/cases/{cast.case.pk}/", "/outcomes/")
    }


def test_my_day_is_light_on_a_first_visit_and_lighter_on_the_next(pages):
    page = pages["/"]
    needed = re.findall(r'(?:src|href)="/static/([^"]+)"', gzip.decompress(page.content).decode())
    static = sum(len(gzip.compress(Path(finders.find(path)).read_bytes(), 6)) for path in needed)
    assert len(needed) < REQUESTS
    assert len(page.content) <= WARM
    assert static + len(page.content) <= COLD


def test_every_long_page_is_sent_compressed(pages):
    for address, page in pages.items():
        assert page["Content-Encoding"] == "gzip", address
        assert len(page.content) <= WARM, address


def test_a_page_that_holds_a_name_is_not_compressed(cast, client):
    client.force_login(cast.dana)
    told = {"case": str(cast.case.pk)}
    for answer in (
        client.get(f"/cases/{cast.case.pk}/survivor/", headers={"accept-encoding": "gzip"}),
        client.post(f"/reveal/survivor/{cast.survivor.pk}/legal_name/", told, headers={"accept-encoding": "gzip"}),
    ):
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer
