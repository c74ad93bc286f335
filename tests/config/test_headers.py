"""What every answer carries, and what no answer may."""

import pytest
from django.conf import settings
from django.test import Client

POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
    "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
}  # fmt: skip


@pytest.fixture
def answers(cast, client):
    """Answers of every sort: a page, a refusal, nothing found, a sign-in, the API, a wrong host, a form without its token."""
    client.raise_request_exception = False
    stranger, strict = Client(), Client(enforce_csrf_checks=True)
    found = [client.get("/"), stranger.get("/accounts/login/"), stranger.get("/api/v1/cases/")]
    found.append(stranger.get("/", headers={"host": "evil.example"}))
    client.force_login(cast.dana)
    found += [client.get(path) for path in ("/", f"/cases/{cast.case.pk}/", "/no-such-page/", "/api/v1/cases/")]
    strict.force_login(cast.dana)
    found.append(strict.post("/language/"))
    assert {answer.status_code for answer in found} >= {200, 302, 400, 401, 403, 404}
    return found


def test_the_content_security_policy_is_exactly_the_strict_one(answers):
    for answer in answers:
        assert set(answer["Content-Security-Policy"].split("; ")) == POLICY


def test_no_answer_stays_in_a_cache_or_is_guessed_at_or_framed(answers):
    for answer in answers:
        assert "no-store" in answer["Cache-Control"], answer
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert {"camera=()", "geolocation=()", "microphone=()"} <= set(answer["Permissions-Policy"].split(", "))


def test_cookies_say_nothing_and_are_read_by_nobody_else(cast, client):
    told = {"login": "dana@example.org", "password": "twelve-letters-at-least"}
    assert client.post("/accounts/login/", told).status_code == 302
    client.get("/")
    client.post("/language/", {"language": "kk"})
    assert set(client.cookies) <= {"s", "csrftoken", "language", "theme"}
    session = client.cookies["s"]
    assert session["httponly"]
    assert session["samesite"] == client.cookies["csrftoken"]["samesite"] == client.cookies["language"]["samesite"]
    assert session["samesite"] == "Lax"
    assert client.cookies["csrftoken"]["httponly"]
    assert not client.cookies["csrftoken"]["expires"]  # gone with the browser: no trace of a visit
    for cookie in client.cookies.values():
        assert "dana" not in cookie.value


def test_the_session_lasts_a_working_day_at_most_and_no_longer_than_the_browser():
    assert settings.SESSION_COOKIE_AGE <= 12 * 3600
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE


def test_a_host_that_is_not_ours_is_refused(client):
    client.raise_request_exception = False
    assert client.get("/accounts/login/", headers={"host": "evil.example"}).status_code == 400
    assert "*" not in settings.ALLOWED_HOSTS


def test_there_is_no_admin_site(cast, client):
    assert not [app for app in settings.INSTALLED_APPS if "admin" in app]
    client.force_login(cast.bek)
    assert client.get("/admin/").status_code == 404
    assert settings.DEBUG is False
