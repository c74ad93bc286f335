"""A person with an app on her phone: what its codes are, and how she comes in with one."""

from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.urls import reverse

PASSWORD = "twelve-letters-at-least"


def sign_in(client: Any, email: str) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": PASSWORD})


def code_of(secret: str, step: int = 0) -> str:
    """What the app shows now, or `step` half minutes later."""
    now = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, now[len(now) // 2] + step))


def set_up_app(client: Any) -> str:
    """Set up an app in the signed-in browser; the secret in it."""
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200, page
    secret: str = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.status_code == 302, answer.context["form"].errors
    cache.clear()  # the code counts as used for its half minute; the next test step needs no waiting
    return secret
