"""The reference page: whole, by the server alone, and of this house only."""

import re

import pytest
from django.test import Client

from backend.api.reference import openapi


@pytest.fixture
def page(db):
    answer = Client().get("/api/v1/", HTTP_ACCEPT_LANGUAGE="ru")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_lists_every_operation_with_its_address_and_a_line_for_the_terminal(page):
    for path, methods in openapi()["paths"].items():
        for told in methods.values():
            assert f'id="{told["operationId"]}"' in page
        assert path in page
    assert page.count("curl -H") == sum(len(methods) for methods in openapi()["paths"].values())


def test_every_link_within_it_leads_somewhere(page):
    ids = set(re.findall(r'id="([^"]+)"', page))
    assert not set(re.findall(r'href="#([^"]+)"', page)) - ids


def test_it_needs_no_script_and_no_other_house(page):
    assert "<script" not in page
    assert "style=" not in page
    assert not [link for link in re.findall(r'(?:src|href)="([^"]+)"', page) if not re.match(r"/|#", link)]


def test_it_speaks_the_readers_language(db):
    assert "Справочник API" in Client().get("/api/v1/", HTTP_ACCEPT_LANGUAGE="ru").content.decode()
    assert "API анықтамалығы" in Client().get("/api/v1/", HTTP_ACCEPT_LANGUAGE="kk").content.decode()
    assert Client().post("/api/v1/").status_code == 405
