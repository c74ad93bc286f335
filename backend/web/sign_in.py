"""Signing in is allauth's; signing up is by invitation only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _


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
        return speak(super().post_login(request, user, **kwargs), user.language)


def speak(answer: HttpResponse, language: str) -> HttpResponse:
    """Have the browser ask for this language from now on."""
    answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 86400, samesite="Lax", httponly=True)
    return answer
