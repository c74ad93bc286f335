"""The oath of confidentiality: read and accepted before the first case, for each organisation, and told to colleagues."""

from dataclasses import replace

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from backend.accounts import oath as the_oath
from backend.accounts.models import Membership
from backend.accounts.oath import accept_oath, awaiting_oath, oath_in_force
from backend.accounts.services import join
from backend.audit.models import AuditEntry
from backend.kernel.errors import InvalidInput, NotAllowed
from tests.api.conftest import program_of
from tests.world import NOON

DAY = NOON.date()


@pytest.fixture
def newcomer(cast, client):
    """Ermek has just joined, and put on a team before he had read anything."""
    join(cast.ermek, cast.organisation, "lawyer", at=NOON)
    client.force_login(cast.ermek)
    return client


@pytest.fixture
def second_wording(monkeypatch):
    """From 10 November on another wording is asked for."""
    first = oath_in_force(DAY)
    second = replace(first, version=2, effective_from=DAY.replace(day=10))
    monkeypatch.setattr(the_oath, "_wordings", lambda _folder: (second, first))


def test_before_it_is_accepted_pages_lead_to_it_and_afterwards_to_what_was_wanted(cast, newcomer):
    led = newcomer.get("/cases/")["Location"]
    assert led == f"{reverse('web:oath')}?next=%2Fcases%2F"
    page = newcomer.get(led).content.decode()
    assert "без срока" in page
    assert cast.organisation.name in page
    refused = newcomer.post(led, {"version": 1})
    assert refused.status_code == 422
    assert "Отметьте, чтобы продолжить." in refused.content.decode()
    assert newcomer.post(led, {"version": 1, "accepts": "on"})["Location"] == "/cases/"
    assert newcomer.get("/cases/").status_code == 200


def test_it_leads_nowhere_else(newcomer):
    answer = newcomer.post(reverse("web:oath") + "?next=//evil.example/", {"version": 1, "accepts": "on"})
    assert answer["Location"] == "/"


def test_what_was_accepted_is_logged_with_version_and_language(cast, newcomer):
    newcomer.cookies["language"] = "kk"
    assert "мерзімсіз" in newcomer.get(reverse("web:oath")).content.decode()
    newcomer.post(reverse("web:oath"), {"version": 1, "accepts": "on"})
    line = AuditEntry.objects.get(verb="oath.accepted", by=cast.ermek)
    assert line.detail == {"version": 1, "language": "kk"}
    assert cast.ermek.memberships.get().oath_accepted_at


def test_the_api_refuses_and_says_what_to_do(cast, newcomer):
    ermek: APIClient = program_of(cast.ermek)
    refused = ermek.get("/api/v1/cases/")
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:tirek:problem:oath_required")
    assert reverse("web:oath") in refused.json()["detail"]
    assert ermek.get("/api/v1/me/").status_code == 200
    accept_oath(cast.ermek.memberships.get(), version=1, language="ru", by=cast.ermek, at=NOON)
    assert ermek.get("/api/v1/cases/").status_code == 200


def test_it_is_accepted_for_each_organisation(cast, client):
    join(cast.dana, cast.other_organisation, "lawyer", at=NOON)
    client.force_login(cast.dana)
    assert client.get("/")["Location"] == reverse("web:oath")
    client.post(reverse("web:oath"), {"version": 1, "accepts": "on"})
    assert AuditEntry.objects.filter(verb="oath.accepted", by=cast.dana).count() == 2
    assert client.get("/").status_code == 200


def test_an_administrator_sees_no_case_and_is_not_asked(cast, client):
    join(cast.ermek, cast.organisation, "administrator", at=NOON)
    client.force_login(cast.ermek)
    assert client.get("/").status_code == 200


def test_a_second_press_changes_nothing_and_nobody_accepts_for_another(cast, newcomer):
    membership = cast.ermek.memberships.get()
    for _time in range(2):
        accept_oath(membership, version=1, language="ru", by=cast.ermek, at=NOON)
    assert AuditEntry.objects.filter(verb="oath.accepted", by=cast.ermek).count() == 1
    with pytest.raises(NotAllowed):
        accept_oath(membership, version=1, language="ru", by=cast.bek, at=NOON)


def test_a_new_wording_is_asked_of_everybody_from_its_day(cast, second_wording):
    current = list(Membership.objects.filter(organisation=cast.organisation))
    assert not awaiting_oath(current, on=DAY)
    assert len(awaiting_oath(current, on=DAY.replace(day=10))) == 3


def test_who_read_the_old_wording_is_shown_the_new_one(cast, client, second_wording, clock):
    clock(NOON.replace(day=10))
    client.force_login(cast.dana)
    answer = client.post(reverse("web:oath"), {"version": 1, "accepts": "on"})
    assert answer.status_code == 422
    assert "Текст тем временем изменился." in answer.content.decode()
    with pytest.raises(InvalidInput):
        accept_oath(cast.dana.memberships.get(), version=1, language="ru", by=cast.dana, at=NOON.replace(day=10))


def test_colleagues_and_she_herself_see_when_it_was_accepted(cast, client):
    join(cast.ermek, cast.organisation, "lawyer", at=NOON)
    client.force_login(cast.bek)
    page = client.get("/colleagues/").content.decode()
    assert page.count("обязательство принято 02.11.2026") == 3
    assert page.count("обязательство ещё не принято") == 1
    assert "обязательство принято 02.11.2026, редакция 1" in client.get("/account/").content.decode()
    rows = program_of(cast.bek).get("/api/v1/memberships/").json()["results"]
    assert sorted(row["oath_version"] or 0 for row in rows) == [0, 1, 1, 1]


def test_every_wording_speaks_all_three_languages():
    oath = oath_in_force(DAY)
    assert all(isinstance(each, str) for text in oath.text.values() for each in text)
    assert {language: len(oath.paragraphs(language)) for language in ("ru", "kk", "en")} == {"ru": 5, "kk": 5, "en": 5}
