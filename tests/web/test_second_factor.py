"""The second factor: asked for before content, set up by an app, sealed under the person's own key, lost and replaced."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from knox.models import AuthToken
from rest_framework.test import APIClient

from backend.accounts.factors import has_second_factor
from backend.accounts.services import invite
from backend.audit.models import AuditEntry
from backend.kernel import clock as the_clock
from backend.vault.errors import CannotOpen
from tests.web.second_factors import PASSWORD, code_of, set_up_app, sign_in
from tests.world import NOON


@pytest.fixture(autouse=True)
def compulsory(settings):
    settings.TIREK_SECOND_FACTOR = True
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def dana(cast, client):
    """Dana at her desk: signed in, with an app on her phone."""
    sign_in(client, cast.dana.email)
    client.secret = set_up_app(client)
    return client


def test_at_signing_in_she_is_led_to_set_one_up_and_then_the_day_opens(cast, client):
    assert sign_in(client, cast.dana.email)["Location"] == "/"
    assert client.get("/")["Location"] == reverse("web:second-factor")
    assert "две минуты" in client.get(reverse("web:second-factor")).content.decode()
    set_up_app(client)
    assert client.get("/").status_code == 200


def test_what_she_wanted_is_kept_in_the_address_and_a_form_is_not_sent_behind_her_back(cast, client):
    sign_in(client, cast.dana.email)
    assert client.get("/cases/?mine=true")["Location"].endswith("?next=%2Fcases%2F%3Fmine%3Dtrue")
    assert client.post("/cases/new/", {})["Location"] == reverse("web:second-factor")


def test_the_picture_is_in_the_page_and_needs_nothing_from_outside(cast, client):
    sign_in(client, cast.dana.email)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert "<svg" in page
    assert "data:image" not in page
    assert "style=" not in page.split("<main")[1]


def test_a_wrong_first_code_is_told_and_the_picture_stays_the_same(cast, client):
    sign_in(client, cast.dana.email)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert answer.status_code == 422
    assert "Этот код не подходит." in answer.content.decode()
    assert answer.context["form"].secret == secret


def test_recovery_codes_are_shown_once_and_each_opens_once(dana, cast):
    codes = dana.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(codes) == 10
    assert "****" in dana.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    for tries, status in ((Client(), 302), (Client(), 422)):
        assert sign_in(tries, cast.dana.email)["Location"] == reverse("mfa_authenticate")
        assert tries.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == status


def test_the_password_alone_opens_nothing_and_a_code_serves_once(dana, cast):
    elsewhere = Client()
    assert sign_in(elsewhere, cast.dana.email)["Location"] == reverse("mfa_authenticate")
    assert elsewhere.get("/").status_code == 302
    assert elsewhere.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 422
    code = code_of(dana.secret)
    assert elsewhere.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert elsewhere.get("/").status_code == 200
    third = Client()
    sign_in(third, cast.dana.email)
    assert third.post(reverse("mfa_authenticate"), {"code": code}).status_code == 422


def test_guessing_codes_is_told_to_wait(dana, cast):
    thief = Client()
    sign_in(thief, cast.dana.email)
    for _time in range(5):
        thief.post(reverse("mfa_authenticate"), {"code": "000000"})
    answer = thief.post(reverse("mfa_authenticate"), {"code": code_of(dana.secret)})
    assert answer.status_code == 422
    assert "Подождите пять минут" in answer.content.decode()


def test_the_first_factor_ends_the_sessions_that_the_password_alone_had_opened(committed_cast):
    cast, before, client = committed_cast, Client(), Client()
    sign_in(before, cast.dana.email)
    sign_in(client, cast.dana.email)
    set_up_app(client)
    assert before.get("/")["Location"].startswith(reverse("account_login"))
    assert client.get("/").status_code == 200
    assert AuditEntry.objects.filter(verb="user.factor_added", by=cast.dana).exists()


def test_secrets_lie_sealed_and_open_for_their_owner_only(dana, cast):
    row = cast.dana.authenticator_set.get(type="totp")
    assert dana.secret not in str(row.data)
    other = Client()
    sign_in(other, cast.asel.email)
    set_up_app(other)
    cast.asel.authenticator_set.filter(type="totp").update(data=row.data)  # somebody writes in the database
    thief = Client()
    sign_in(thief, cast.asel.email)
    with pytest.raises(CannotOpen):
        thief.post(reverse("mfa_authenticate"), {"code": code_of(dana.secret)})


def test_the_api_refuses_until_there_is_one_and_says_where_it_is_set_up(cast, client):
    sign_in(client, cast.dana.email)
    refused = client.get("/api/v1/cases/")
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:tirek:problem:second_factor_required")
    assert reverse("web:second-factor") in refused.json()["detail"]
    program = APIClient()
    program.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(cast.dana, timedelta(days=1))[1]}")
    assert program.get("/api/v1/cases/").status_code == 403
    assert program.get("/api/v1/me/").status_code == 200
    set_up_app(client)
    program.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(cast.dana, timedelta(days=1))[1]}")
    assert program.get("/api/v1/cases/").status_code == 200


def test_a_token_is_made_only_for_who_has_one(dana, cast):
    with pytest.raises(CommandError, match="second factor first"):
        call_command("issue_token", cast.asel.email)
    call_command("issue_token", cast.dana.email, stdout=(out := StringIO()))
    assert out.getvalue().strip()


def test_the_only_factor_is_replaced_and_not_removed(dana, cast):
    answer = dana.get(reverse("mfa_deactivate_totp"))
    assert "единственный второй фактор" in answer.content.decode()
    assert dana.post(reverse("mfa_deactivate_totp")).status_code == 422
    assert has_second_factor(cast.dana)


def test_where_it_is_not_compulsory_it_may_be_removed(dana, cast, settings):
    settings.TIREK_SECOND_FACTOR = False
    assert dana.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not cast.dana.authenticator_set.exists()
    assert AuditEntry.objects.filter(verb="user.factor_removed", by=cast.dana).exists()


def test_who_lost_everything_begins_anew_by_the_command_line(dana, cast):
    call_command("forget_second_factor", cast.dana.email, stdout=StringIO())
    assert dana.get("/")["Location"].startswith(reverse("account_login"))
    sign_in(dana, cast.dana.email)
    assert dana.get("/")["Location"] == reverse("web:second-factor")
    assert AuditEntry.objects.filter(verb="user.factors_forgotten", subject=str(cast.dana.pk)).exists()
    with pytest.raises(CommandError, match="no active user"):
        call_command("forget_second_factor", "nobody@example.org")


def test_an_invitation_is_no_way_around_it(dana, cast):
    _row, secret = invite(cast.other_organisation, cast.dana.email, "lawyer", by=cast.chinara, at=NOON)
    the_clock.travel(NOON)
    try:
        elsewhere = Client()
        answer = elsewhere.post(reverse("web:join", args=[secret]), {"password": PASSWORD})
        assert answer["Location"] == reverse("mfa_authenticate")
        assert elsewhere.get("/").status_code == 302
    finally:
        the_clock.travel(None)
