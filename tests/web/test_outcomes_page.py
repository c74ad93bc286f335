"""Outcomes: the page and the API say the same; filters narrow both; a path never widens."""

import re

import pytest
from django.urls import reverse

from tests.busy import LATER, make_busy


@pytest.fixture
def counted(cast, clock):
    make_busy(cast)
    clock(LATER)


@pytest.mark.parametrize(
    ("page", "api"),
    [("", ""), ("?year=2026", "?since=2026-01-01&until=2026-12-31"), ("?region=astana", "?region=astana")],
)
def test_the_page_shows_the_figures_of_the_api(counted, cast, client, page, api):
    client.force_login(cast.bek)
    text = client.get(f"/outcomes/{page}").content.decode()
    figures = client.get(f"{reverse('api:outcomes')}{api}").json()
    assert re.search(r'id="convicted">(\d+)<', text).group(1) == str(figures["convicted"])
    steps = [int(number) for number in re.findall(r'<b class="n">(\d+)</b>', text)]
    assert steps == list(figures["funnel"].values())
    assert steps == sorted(steps, reverse=True)


def test_the_lost_are_told_by_where_they_stand(counted, cast, client):
    client.force_login(cast.bek)
    text = client.get("/outcomes/").content.decode()
    assert "−1" in text
    assert "сейчас: заявление подано — 1" in text


@pytest.mark.parametrize("nonsense", ["?year=９９９９", "?year=12", "?region=atlantis", "?year=1; drop"])
def test_a_filter_that_makes_no_sense_is_left_out(counted, cast, client, nonsense):
    client.force_login(cast.bek)
    assert client.get(f"/outcomes/{nonsense}").status_code == 200
