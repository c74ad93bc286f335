"""Nobody reaches content before what must come first: the pages' side of `accounts.threshold`, and the only one."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from backend.accounts.threshold import Missing, current_memberships, what_is_missing
from backend.kernel.clock import today
from backend.web.typed_back import typed_text

Answer = Callable[[HttpRequest], HttpResponse]
OPEN_TO_ANYBODY = ("/accounts/", "/api/", "/exit/", "/join/", "/language/", "/lock/")  # the API asks for itself
LEADS_TO = {Missing.SECOND_FACTOR: "web:second-factor", Missing.OATH: "web:oath"}


def before_content(get_response: Answer) -> Answer:
    """Lead a signed-in person to the first step she has not taken: a place to work in, the second factor, the oath.

    Without an organisation she is told so on every page, and what to do. The page of a step is open as soon as it is
    its turn, so that nothing can be done before what comes earlier.
    """

    def middleware(request: Any) -> HttpResponse:
        user = request.user
        if request.path.startswith(OPEN_TO_ANYBODY):
            return get_response(request)
        if not user.is_authenticated:
            return _to_sign_in_again(request) if _sent_too_late(request) else get_response(request)
        request.memberships = current_memberships(user)
        missing = what_is_missing(user, request.memberships, on=today())
        if missing == Missing.ORGANISATION:
            return render(request, "web/no_organisation.html", status=403)
        if missing is None or request.path == reverse(LEADS_TO[missing]):
            return get_response(request)
        return _to(request, reverse(LEADS_TO[missing]))

    return middleware


def _sent_too_late(request: HttpRequest) -> bool:
    """A form sent from a session that has been ended meanwhile."""
    return request.method == "POST" and settings.SESSION_COOKIE_NAME in request.COOKIES


def _to_sign_in_again(request: HttpRequest) -> HttpResponse:
    """To signing in, where it is said that what was sent is not saved; what was typed is given back before.

    The cookie is SameSite, so the form came from a page of ours and shows nobody else's words.
    """
    address = f"{reverse('account_login')}?ended"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    if typed := typed_text(request):
        return render(request, "web/signed_out.html", {"typed": typed}, status=403)
    return HttpResponseRedirect(address)


def _to(request: HttpRequest, step: str) -> HttpResponse:
    """A page is asked for again after the step; a form is not sent again behind her back."""
    wanted = request.get_full_path() if request.method == "GET" and not request.headers.get("HX-Request") else ""
    address = f"{step}?{urlencode({'next': wanted})}" if wanted and wanted != "/" else step
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
