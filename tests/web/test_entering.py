"""Signing in and joining: the same words for every wrong try, a limit, and the user's own language from then on."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from backend.accounts.models import User
from backend.accounts.services import invite
from backend.kernel import clock as the_clock
from tests.world import NOON

PASSWORD = "twelve-letters-at-least"
WRONG = "Неверный адрес или пароль. Проверьте их и попробуйте ещё раз."


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def noon():
    the_clock.travel(NOON)
    yield
    the_clock.travel(None)


def sign_in(client, login="dana@example.org", password=PASSWORD):
    return client.post("/accounts/login/", {"login": login, "password": password})


def said(answer) -> list[str]:
    return re.findall(
        r"<li>(?:<a[^>]*>)?([^<]+)", answer.content.decode().split('class="error-summary"')[1].split("</div>")[0]
    )


def test_a_wrong_password_and_an_unknown_address_are_told_the_same(cast, client):
    answers = [sign_in(client, password="a-wrong-password"), sign_in(client, "nobody@example.org")]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert said(answers[0]) == said(answers[1]) == [WRONG]
    assert "dana@example.org" in answers[0].content.decode()
    assert PASSWORD not in answers[1].content.decode()


def test_too_many_tries_are_told_to_wait_and_the_right_password_waits_too(cast, client):
    for _time in range(5):
        sign_in(client, password="a-wrong-password")
    answer = sign_in(client)
    assert said(answer) == ["Слишком много попыток подряд. Подождите пять минут и попробуйте снова."]
    assert client.get("/").status_code == 302


def test_a_flood_from_one_place_is_answered_with_a_page_of_ours(cast, client):
    answers = [sign_in(client, f"somebody{number}@example.org") for number in range(31)]
    assert answers[-1].status_code == 429
    assert "Подождите пять минут" in answers[-1].content.decode()


def test_from_signing_in_on_the_pages_speak_her_language(cast, client):
    client.cookies["language"] = "ru"
    User.objects.filter(pk=cast.dana.pk).update(language="kk")
    sign_in(client)
    assert '<html lang="kk"' in client.get("/").content.decode()


def test_the_language_she_switches_to_is_kept_with_her(cast, client):
    client.force_login(cast.dana)
    client.post("/language/", {"language": "en", "next": "/"})
    cast.dana.refresh_from_db()
    assert cast.dana.language == "en"
    client.post("/language/", {"language": "xx", "next": "//evil.example/"})
    cast.dana.refresh_from_db()
    assert cast.dana.language == "en"


def test_a_new_colleague_keeps_the_language_she_was_invited_in(cast, client, noon):
    _row, secret = invite(cast.organisation, "new@example.org", "lawyer", by=cast.bek, at=NOON)
    client.cookies["language"] = "kk"
    client.post(
        reverse("web:join", args=[secret]), {"full_name": "Новая Коллега", "password": "twelve-letters-or-more"}
    )
    assert User.objects.get(email="new@example.org").language == "kk"


def test_what_is_wrong_with_a_new_account_is_told_and_the_link_stays_open(cast, client, noon):
    _row, secret = invite(cast.organisation, "new@example.org", "lawyer", by=cast.bek, at=NOON)
    address = reverse("web:join", args=[secret])
    answer = client.post(address, {"full_name": "Новая Коллега", "password": "123456789012"})
    assert answer.status_code == 422
    assert "Новая Коллега" in answer.content.decode()
    assert "123456789012" not in answer.content.decode()
    assert client.post(address, {"full_name": "Новая Коллега", "password": "twelve-letters-or-more"}).status_code == 302


def test_who_has_an_account_is_asked_for_its_password_only_and_not_without_end(cast, client, noon):
    _row, secret = invite(cast.organisation, "chinara@example.org", "lawyer", by=cast.bek, at=NOON)
    address = reverse("web:join", args=[secret])
    assert 'name="full_name"' not in client.get(address).content.decode()
    for _time in range(5):
        assert client.post(address, {"password": "a-wrong-password"}).status_code == 422
    answer = client.post(address, {"password": PASSWORD})
    assert answer.status_code == 422
    assert "Подождите пять минут" in answer.content.decode()
    cache.clear()
    assert client.post(address, {"password": PASSWORD}).status_code == 302
    assert cast.chinara.role_in(cast.organisation.pk) == "lawyer"


def test_a_link_for_somebody_else_asks_to_sign_out_first(cast, client, noon):
    _row, secret = invite(cast.organisation, "new@example.org", "lawyer", by=cast.bek, at=NOON)
    client.force_login(cast.chinara)
    answer = client.get(reverse("web:join", args=[secret]))
    assert answer.status_code == 409
    assert "new@example.org" not in answer.content.decode()


def test_who_belongs_nowhere_is_told_so_on_every_page_and_can_leave(cast, client):
    client.force_login(cast.ermek)
    for address in ("/", "/cases/", "/cases/new/", "/outcomes/", "/colleagues/", f"/cases/{cast.case.pk}/"):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "Вы пока не состоите ни в одной организации" in answer.content.decode()
    assert client.post("/accounts/logout/").status_code == 302


def test_an_office_behind_one_address_may_mistype_more_often_than_one_account(cast, client):
    answers = [sign_in(client, f"somebody{number}@example.org", "a-wrong-password") for number in range(15)]
    assert all(said(answer) == [WRONG] for answer in answers)


def test_behind_a_proxy_of_ours_the_limits_count_whoever_called_it(cast, client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(31):
        client.post(
            "/accounts/login/", {"login": f"s{number}@x.org", "password": "w"}, headers={"x-forwarded-for": "9.9.9.9"}
        )
    told = {"login": "dana@example.org", "password": PASSWORD}
    assert client.post("/accounts/login/", told, headers={"x-forwarded-for": "1.2.3.4, 9.9.9.9"}).status_code == 429
    assert client.post("/accounts/login/", told, headers={"x-forwarded-for": "9.9.9.9, 9.9.9.8"}).status_code == 302
