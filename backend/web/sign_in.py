"""Signing in is allauth's; signing up is by invitation only."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from backend.accounts.sessions import session_began

JUST_NOW = 10 * 60  # seconds


class InvitedOnly(DefaultAccountAdapter):
    """There is no public registration: an account is made by accepting an invitation."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail or the password is wrong. Check both and try again."),
        "too_many_login_attempts": _("Too many tries in a row. Wait five minutes and try again."),
        "account_inactive": _("This account is switched off. Turn to your coordinator."),
        "incorrect_password": _("This is not your password. Try again, or sign out."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """allauth's «signed in as …» would put an e-mail address on the screen."""

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        """From here on the pages speak her language, whoever used this browser before."""
        answer = super().post_login(request, user, **kwargs)
        session_began(user, request.session.session_key)
        return speak(answer, user.language)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has just signed in and now sets up a second factor is not asked for her password twice in a row."""
        if app == "allauth.mfa" and _signed_in_just_now(context.request):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))


def _signed_in_just_now(request: Any) -> bool:
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < JUST_NOW


def speak(answer: HttpResponse, language: str) -> HttpResponse:
    """Have the browser ask for this language from now on."""
    answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 86400, samesite="Lax", httponly=True)
    return answer
