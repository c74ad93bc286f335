"""The closed screen: the session is locked on the server, and only the password opens it again."""

import re
import time

import pytest
from knox.models import AuthToken
from rest_framework.test import APIClient

from backend.web.lock import SILENCE, TRIES

PASSWORD = "twelve-letters-at-least"


@pytest.fixture
def dana(cast, client):
    client.force_login(cast.dana)
    return client


def close(client, page="/"):
    return client.post("/lock/", {"next": page})


def open_again(client, password=PASSWORD, after="/"):
    return client.post("/lock/", {"password": password, "next": after})


def test_a_closed_screen_shows_nothing_of_the_work_and_leads_back(cast, dana):
    page = f"/cases/{cast.case.pk}/?x=1"
    text = dana.get(f"/lock/?next={page}").content.decode()
    assert re.search(r"<title>[^<]*Экран закрыт", text)
    for said in (cast.case.code, "Дана", "Ласточка", "data-lock "):
        assert said not in text
    assert open_again(dana, after=page)["Location"] == page
    assert dana.get(page).status_code == 200


@pytest.mark.parametrize(
    "address", ["/", "/cases/", "/outcomes/", "/no/such/page/", "/colleagues/", "/accounts/logout/"]
)
def test_every_page_of_a_locked_session_leads_to_the_lock(dana, address):
    close(dana)
    answer = dana.get(address)
    assert (answer.status_code, answer["Location"].startswith("/lock/?next=")) == (302, True)


def test_a_part_of_a_page_is_not_handed_out_either(cast, dana):
    close(dana)
    answer = dana.get("/cases/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["HX-Redirect"].startswith("/lock/")
    revealed = f"/reveal/survivor/{cast.survivor.pk}/legal_name/"
    answer = dana.post(revealed, {"case": str(cast.case.pk)}, headers={"HX-Request": "true"})
    assert "Смаилова" not in answer.content.decode()


def test_to_the_api_a_locked_session_is_nobodys_and_a_token_still_somebodys(cast, dana):
    address = f"/api/v1/cases/{cast.case.pk}/"
    assert dana.get(address).status_code == 200
    close(dana)
    assert dana.get(address).status_code == 401
    assert dana.get(address, headers={"Authorization": "Bearer nonsense"}).status_code == 401
    _row, token = AuthToken.objects.create(cast.dana)
    assert dana.get(address, headers={"Authorization": f"Token {token}"}).status_code == 200
    assert APIClient().get(address).status_code == 401


def test_signing_out_and_leaving_stay_possible(cast, client):
    for leave in (
        lambda: client.post("/accounts/logout/"),
        lambda: client.post("/exit/"),
        lambda: client.get("/exit/"),
    ):
        client.force_login(cast.dana)
        close(client)
        assert leave().status_code in (204, 302)
        assert client.get("/")["Location"].startswith("/accounts/login/")


def test_a_wrong_password_opens_nothing_and_too_many_end_the_session(dana):
    close(dana, "/outcomes/")
    for _time in range(TRIES - 1):
        answer = open_again(dana, "guess")
        assert answer.status_code == 422
        assert "Это не ваш пароль." in answer.content.decode()
        assert dana.get("/")["Location"].startswith("/lock/")
    assert open_again(dana, "guess", "/outcomes/")["Location"] == "/accounts/login/?next=/outcomes/%23draft"
    assert dana.get("/")["Location"].startswith("/accounts/login/")


def test_the_lock_leads_to_our_own_pages_only(dana):
    for elsewhere in ("https://evil.example/", "//evil.example/", "/lock/?next=/", "javascript:alert(1)"):
        close(dana, elsewhere)
        assert open_again(dana, after=elsewhere)["Location"] == "/"


def test_opening_the_screen_changes_the_sessions_key(dana):
    before = dana.cookies["s"].value
    close(dana)
    open_again(dana)
    assert dana.cookies["s"].value != before


def test_the_server_itself_closes_the_screen_after_a_long_silence(dana):
    dana.get("/")
    session = dana.session
    session["seen_at"] = int(time.time()) - SILENCE - 1
    session.save()
    assert dana.get("/")["Location"].startswith("/lock/")
    open_again(dana)
    assert dana.get("/").status_code == 200


def test_somebody_who_types_is_not_silent(dana):
    dana.get("/")
    session = dana.session
    session["seen_at"] = int(time.time()) - SILENCE + 60
    session.save()
    assert dana.post("/lock/alive/").status_code == 204
    assert dana.session["seen_at"] >= int(time.time()) - 60
    close(dana)
    assert dana.post("/lock/alive/").status_code == 302


def test_what_was_typed_waits_for_the_password_and_comes_back_once(cast, dana):
    page = f"/cases/{cast.case.pk}/incidents/new/"
    typed = {"narrative": "Угрожал ножом", "kinds": ["threat", "beating"], "csrfmiddlewaretoken": "x"}
    assert dana.post(f"/lock/close/?page={page}", typed).status_code == 204
    assert dana.get(f"/lock/draft/?page={page}").status_code == 302  # not while the screen is closed
    assert open_again(dana, after=page)["Location"] == f"{page}#draft"
    back = dana.get(f"/lock/draft/?page={page}")
    assert back.json() == {"narrative": ["Угрожал ножом"], "kinds": ["threat", "beating"]}
    assert dana.get(f"/lock/draft/?page={page}").status_code == 204


def test_a_form_that_arrives_after_the_screen_closed_is_kept_and_not_carried_out(cast, dana):
    page = f"/cases/{cast.case.pk}/incidents/new/"
    close(dana)
    told = {"happened_on": "01.11.2026", "kinds": ["threat"], "narrative": "Угрожал ножом"}
    assert dana.post(page, told)["Location"].startswith("/lock/")
    assert cast.case.incidents.count() == 1
    assert open_again(dana, after=page)["Location"] == f"{page}#draft"
    assert dana.get(f"/lock/draft/?page={page}").json()["narrative"] == ["Угрожал ножом"]


def test_a_draft_is_given_to_nobody_else(cast, client, dana):
    dana.post("/lock/close/?page=/cases/new/", {"narrative": "Угрожал ножом"})
    client.logout()
    client.force_login(cast.asel)
    assert client.get("/lock/draft/?page=/cases/new/").status_code == 204
