"""What happens around every page: the user's language, keys that live no longer than the request, refusals told once."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from backend.kernel.errors import RuleBroken
from backend.law.queries import one_edition
from backend.vault.keys import key_session

Answer = Callable[[HttpRequest], HttpResponse]
OPEN_TO_ANYBODY = ("/accounts/", "/api/", "/exit/", "/join/", "/language/", "/lock/")


def language_of_the_user(get_response: Answer) -> Answer:
    """Speak the language of the cookie; Russian when none was chosen. The browser's own wishes are not asked."""

    def middleware(request: HttpRequest) -> HttpResponse:
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = {code for code, _name in settings.LANGUAGES}
        language = wanted if wanted in known else settings.LANGUAGE_CODE
        if request.path.startswith("/api/") and not wanted:
            language = _first_known(request.headers.get("Accept-Language", ""), known) or language
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response

    return middleware


def _first_known(header: str, known: set[str]) -> str | None:
    for part in header.split(","):
        code = part.split(";")[0].strip().lower()[:2]
        if code in known:
            return code
    return None


def with_an_organisation(get_response: Answer) -> Answer:
    """Whoever is signed in and belongs nowhere is told so on every page, and what to do; only the ways out are open."""

    def middleware(request: Any) -> HttpResponse:
        user = request.user
        if request.path.startswith(OPEN_TO_ANYBODY):
            return get_response(request)
        if not user.is_authenticated:
            return _to_sign_in_again(request) if _sent_too_late(request) else get_response(request)
        current = user.memberships.filter(ended_at=None).select_related("organisation")
        request.membership = current.order_by("started_at").first()  # the frame of every page shows it
        if request.membership is None:
            return render(request, "web/no_organisation.html", status=403)
        return get_response(request)

    return middleware


def _sent_too_late(request: HttpRequest) -> bool:
    """A form sent from a session that has been ended meanwhile."""
    return request.method == "POST" and settings.SESSION_COOKIE_NAME in request.COOKIES


def _to_sign_in_again(request: HttpRequest) -> HttpResponse:
    """To signing in, where it is said that what was sent is not saved."""
    address = f"{reverse('account_login')}?ended"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def keys_of_the_request(get_response: Answer) -> Answer:
    """Data keys unwrapped for a request are forgotten with it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with key_session():
            return get_response(request)

    return middleware


def law_of_the_request(get_response: Answer) -> Answer:
    """One edition of the law book holds for the whole of a request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with one_edition():
            return get_response(request)

    return middleware


class _TellRefusals:
    """A rule that was broken becomes a page with the reason and the way back; nothing was written."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, RuleBroken):
            return None
        context: dict[str, Any] = {"error": error, "back": request.headers.get("Referer", "")}
        return render(request, "web/refusal.html", context, status=error.status)


def tell_refusals(get_response: Answer) -> _TellRefusals:
    return _TellRefusals(get_response)
