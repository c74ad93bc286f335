"""The closed screen. It is the session that is locked, on the server: a page that stays in the browser opens nothing.

A person closes it by the button, the page's script after five minutes without a touch, and the server itself after
a longer silence, should no script run. What was being typed is kept sealed (`accounts.drafts`) and given back once.
"""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.drafts import has_draft, keep_draft, take_draft
from backend.kernel.clock import now
from backend.vault.keys import key_session
from backend.web.answers import status_of
from backend.web.forms.accounts import UnlockForm
from backend.web.kept_session import change_key

SILENCE = 15 * 60  # seconds without any request, after which the server closes the screen itself
NOTED_EVERY = 60
TRIES = 5
TYPED_BACK = "#draft"  # tells the page's script, in a part of the address that is never sent, to ask for the draft

Answer = Callable[[HttpRequest], HttpResponse]


def behind_the_lock(get_response: Answer) -> Answer:
    """Refuse everything of a locked session but opening it again, signing out and leaving.

    To the API such a session is nobody's (401); a token is another matter and goes on. A form that arrives after the
    screen closed is not carried out: what it holds is kept as a draft.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "_auth_user_id" not in request.session:
            return get_response(request)
        _note_silence(request)
        if not request.session.get("locked") or _opens_or_leaves(request):
            return get_response(request)
        if request.path.startswith("/api/"):
            request.user = AnonymousUser()
            return get_response(request)
        if request.method == "POST" and request.user.is_authenticated:
            with key_session():
                keep_draft(request.user, request.get_full_path(), dict(request.POST.lists()), at=now())
        return _to_the_lock(request)

    return middleware


def _note_silence(request: HttpRequest) -> None:
    """How long nothing was heard of the session is real time: it is no fact of the domain, so nobody's clock moves it."""
    moment, seen = int(time.time()), request.session.get("seen_at")
    if seen is not None and moment - seen > SILENCE:
        request.session["locked"] = True
    if seen is None or moment - seen > NOTED_EVERY:
        request.session["seen_at"] = moment


def _opens_or_leaves(request: HttpRequest) -> bool:
    if request.path == reverse("account_logout"):
        return request.method == "POST"
    return request.path in [reverse(f"web:{name}") for name in ("lock", "lock-close", "exit", "set-language")]


def _to_the_lock(request: HttpRequest) -> HttpResponse:
    address = f"{reverse('web:lock')}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


@login_required
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("password")
def lock(request: HttpRequest) -> HttpResponse:
    """Close the screen (the button works without a script), and open it again by the password."""
    after = _safe(request, request.POST.get("next") or request.GET.get("next") or "/")
    opens = request.method == "POST" and request.session.get("locked") and "password" in request.POST
    form = UnlockForm(request.POST if opens else None)
    if opens and form.is_valid():
        if request.user.check_password(form.cleaned_data["password"]):
            return _open(request, after)
        request.session["unlock_tries"] = request.session.get("unlock_tries", 0) + 1
        if request.session["unlock_tries"] >= TRIES:
            logout(request)
            return HttpResponseRedirect(f"{reverse('account_login')}?next={quote(after + TYPED_BACK)}")
        form.add_error("password", _("This is not your password. Try again, or sign out."))
    request.session["locked"] = True
    user: Any = request.user
    context: dict[str, Any] = {"form": form, "next": after, "user": AnonymousUser(), "who": user.short_name}
    return render(request, "web/lock.html", context, status=status_of(form))


def _open(request: HttpRequest, after: str) -> HttpResponse:
    for name in ("locked", "unlock_tries"):
        request.session.pop(name, None)
    request.session["seen_at"] = int(time.time())
    change_key(request)
    return HttpResponseRedirect(after + TYPED_BACK if has_draft(request.user, after, at=now()) else after)


@login_required
@require_POST
def lock_close(request: HttpRequest) -> HttpResponse:
    """What the page's script sends when it closes the screen: the form that was being typed, if any."""
    page = _safe(request, request.GET.get("page") or "/")
    keep_draft(request.user, page, dict(request.POST.lists()), at=now())
    request.session["locked"] = True
    return HttpResponse(status=204)


@login_required
@require_safe
def lock_draft(request: HttpRequest) -> HttpResponse:
    """What was typed on a page before the screen closed; told once."""
    typed = take_draft(request.user, _safe(request, request.GET.get("page") or "/"), at=now())
    return JsonResponse(typed) if typed else HttpResponse(status=204)


@login_required
@require_POST
def lock_alive(request: HttpRequest) -> HttpResponse:
    """Somebody is typing on a long form: the session is not silent."""
    return HttpResponse(status=204)


def _safe(request: HttpRequest, address: str) -> str:
    """The address if it is one of ours and not the lock itself, else the first page."""
    ours = url_has_allowed_host_and_scheme(address, None) and address.startswith("/")
    return address if ours and not address.startswith(reverse("web:lock")) else "/"
