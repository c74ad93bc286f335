"""Tokens for programs: issued to who belongs somewhere, for days that make sense, worthless once revoked."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from knox.models import AuthToken
from rest_framework.test import APIClient

from backend.accounts.models import Membership
from backend.audit.models import AuditEntry
from tests.world import NOON


def issued(email: str, **options) -> str:
    out = StringIO()
    call_command("issue_token", email, stdout=out, **options)
    return out.getvalue().strip()


def cases_of(token: str):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    return client.get("/api/v1/cases/")


def test_a_token_opens_what_its_owner_may_open_and_only_its_hash_is_kept(cast):
    token = issued(" DANA@example.org")
    assert [row["code"] for row in cases_of(token).json()["results"]] == [cast.case.code]
    row = AuthToken.objects.get()
    assert token not in (row.digest, row.token_key)
    assert row.expiry - row.created == pytest.approx(timedelta(days=90), abs=timedelta(minutes=1))
    assert AuditEntry.objects.get(verb="token.issued").detail == {"days": 90}


@pytest.mark.parametrize("days", [0, -1, 367, 100000])
def test_a_life_of_no_days_or_of_years_is_refused(cast, days):
    with pytest.raises(CommandError, match="from 1 to 366 days"):
        issued("dana@example.org", days=days)
    assert not AuthToken.objects.exists()


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("nobody@example.org", "Nobody here"),
        ("not an address", "Nobody here"),
        ("ermek@example.org", "no organisation"),
    ],
)
def test_who_could_open_nothing_gets_none(cast, email, words):
    with pytest.raises(CommandError, match=words):
        issued(email)
    assert not AuthToken.objects.exists()


def test_revoked_tokens_are_worthless_at_once(cast):
    tokens = [issued("dana@example.org"), issued("dana@example.org", days=1)]
    other = issued("bek@example.org")
    out = StringIO()
    call_command("revoke_tokens", "dana@example.org", stdout=out)
    assert out.getvalue().strip() == "Revoked: 2."
    assert [cases_of(token).status_code for token in tokens] == [401, 401]
    assert cases_of(other).status_code == 200
    assert AuditEntry.objects.get(verb="token.revoked").detail == {"count": 2}
    with pytest.raises(CommandError, match="Nobody here"):
        call_command("revoke_tokens", "nobody@example.org")


def test_the_tokens_of_who_left_can_still_be_revoked(cast):
    issued("dana@example.org")
    Membership.objects.filter(user=cast.dana).update(ended_at=NOON)
    call_command("revoke_tokens", "dana@example.org", stdout=StringIO())
    assert not AuthToken.objects.exists()
    assert AuditEntry.objects.filter(verb="token.revoked").count() == 1


def test_a_token_of_an_account_that_is_switched_off_opens_nothing(cast):
    token = issued("dana@example.org")
    cast.dana.is_active = False
    cast.dana.save()
    assert cases_of(token).status_code == 401
    with pytest.raises(CommandError, match="switched off"):
        issued("dana@example.org")


def test_a_token_of_an_ended_membership_opens_no_case(cast):
    token = issued("dana@example.org")
    Membership.objects.filter(user=cast.dana).update(ended_at=NOON)
    assert not cases_of(token).json().get("results")
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    for address in (
        f"cases/{cast.case.pk}/",
        f"survivors/{cast.survivor.pk}/",
        f"persons/{cast.respondent.person_id}/",
    ):
        assert client.get(f"/api/v1/{address}").status_code in (401, 403, 404)
