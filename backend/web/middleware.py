"""What happens around every page: the user's language, keys that live no longer than the request, refusals told once."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from backend.kernel.errors import RuleBroken
from backend.law.queries import one_edition
from backend.vault.keys import key_session
from backend.web.typed_back import typed_text

Answer = Callable[[HttpRequest], HttpResponse]


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
    """A rule that was broken becomes a page with the reason and the way back; nothing was written.

    What was typed is given back there; so it is when the row has closed to her while her form was open.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, RuleBroken):
            context = {"error": error, "back": request.headers.get("Referer", ""), "typed": typed_text(request)}
            return render(request, "web/refusal.html", context, status=error.status)
        if isinstance(error, Http404) and (typed := typed_text(request)):
            return render(request, "web/refusal.html", {"typed": typed}, status=404)
        return None


def tell_refusals(get_response: Answer) -> _TellRefusals:
    return _TellRefusals(get_response)
