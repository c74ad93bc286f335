"""Who calls: a program with a token, a page with its session, nobody."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from knox.models import AuthToken
from rest_framework.test import APIClient

from tests.api.conftest import made, problem


def bearer(token: str) -> APIClient:
    client = APIClient(raise_request_exception=False)
    client.credentials(HTTP_AUTHORIZATION=token)
    return client


def test_nobody_is_told_to_sign_in(db):
    refused = Client().get("/api/v1/cases/")
    problem(refused, 401)
    assert refused["WWW-Authenticate"] == "Token"


def test_the_token_that_the_command_prints_opens_the_api(cast, capsys):
    call_command("issue_token", "dana@example.org")
    assert (
        made(bearer(f"Token {capsys.readouterr().out.strip()}").get("/api/v1/me/"), 200)["email"] == "dana@example.org"
    )


@pytest.mark.parametrize(
    "told", ["Token", "Token a b", "Token nonsense", "Token ключ", "Token " + "a" * 5000, "Token \xff"]
)
def test_a_token_of_nonsense_opens_nothing(cast, told):
    refused = bearer(told.encode().decode("latin-1")).get("/api/v1/cases/")
    problem(refused, 401)
    assert refused["WWW-Authenticate"] == "Token"


def test_an_expired_or_revoked_token_opens_nothing(cast):
    _row, expired = AuthToken.objects.create(cast.dana, expiry=timedelta(seconds=-1))
    problem(bearer(f"Token {expired}").get("/api/v1/cases/"), 401)
    row, revoked = AuthToken.objects.create(cast.dana, expiry=timedelta(days=1))
    assert bearer(f"Token {revoked}").get("/api/v1/cases/").status_code == 200
    row.delete()
    problem(bearer(f"Token {revoked}").get("/api/v1/cases/"), 401)


def test_a_user_who_was_switched_off_gets_in_neither_way(cast, dana, client):
    client.force_login(cast.dana)
    cast.dana.is_active = False
    cast.dana.save(update_fields=["is_active"])
    problem(dana.ask("cases/"), 401)
    problem(client.get("/api/v1/cases/"), 401)


def test_a_write_with_a_session_needs_the_token_of_the_page(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.dana)
    told = {"organisation": str(cast.organisation.pk), "pseudonym": "Искра", "legal_name": "x"}
    refused = client.post("/api/v1/survivors/", told, content_type="application/json")
    assert "X-CSRFToken" in problem(refused, 403)["detail"]
    client.get("/")
    headers = {"HTTP_X_CSRFTOKEN": client.cookies["csrftoken"].value}
    assert client.post("/api/v1/survivors/", told, content_type="application/json", **headers).status_code == 201


def test_whoever_belongs_nowhere_sees_empty_lists_and_writes_nothing(cast, api, lived):
    ermek = api(cast.ermek)
    assert made(ermek.ask("me/"), 200)["memberships"] == []
    for address in (
        "cases",
        "survivors",
        "persons",
        "proceedings",
        "hearings",
        "deadlines",
        "reminders",
        "documents",
        "organisations",
    ):
        assert made(ermek.ask(f"{address}/"), 200)["results"] == []
    assert made(ermek.ask("reports/outcomes/"), 200)["convicted"] == 0
    told = {"organisation": str(cast.organisation.pk), "pseudonym": "Искра", "legal_name": "x"}
    problem(ermek.send("survivors/", told), 404)


def test_an_answer_is_kept_by_no_cache(dana):
    assert dana.ask("cases/")["Cache-Control"] == "no-store"
