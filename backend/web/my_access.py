"""How one comes in: second factors, the places where one is signed in, tokens of programs; and the lost laptop."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.locking_out import lock_out
from backend.accounts.models import User
from backend.accounts.policies import organisations_to_lock_out_of
from backend.accounts.sessions import end_session, sessions_of
from backend.accounts.tokens import issue_token, revoke_token, tokens_of
from backend.kernel.clock import now
from backend.kernel.errors import NotAllowed, RuleBroken
from backend.web.answers import put_on_form, status_of
from backend.web.exports import after_the_password
from backend.web.forms.account import TokenForm
from backend.web.kept_session import end_others
from backend.web.rows import one


@login_required
@require_safe
def access(request: Any) -> HttpResponse:
    """Everything with which this account can be entered, each with the way to end it."""
    user = request.user
    factors = list(user.authenticator_set.order_by("created_at"))
    context = {
        "app": next((row for row in factors if row.type == "totp"), None),
        "passkeys": [row.wrap() for row in factors if row.type == "webauthn"],
        "codes": next((row for row in factors if row.type == "recovery_codes"), None),
        "is_compulsory": settings.TIREK_SECOND_FACTOR,
        "sessions": sessions_of(user, this=request.session.session_key),
        "tokens": tokens_of(user, at=now()),
    }
    return render(request, "web/access.html", context)


@login_required
@require_POST
def session_end(request: Any, pk: int) -> HttpResponse:
    """End one of one's own sessions; the very one that asks ends as well, and the next page is signing in."""
    if not end_session(request.user, pk, at=now()):
        raise Http404
    return redirect("web:access")


@login_required
@require_POST
def sessions_end_others(request: HttpRequest) -> HttpResponse:
    end_others(request, at=now())
    return redirect("web:access")


@login_required
@after_the_password
@require_http_methods(["GET", "POST"])
def token_make(request: Any) -> HttpResponse:
    """A token for a program, after the password; it is in this answer and nowhere else."""
    form, token = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            token = issue_token(request.user, days=form.cleaned_data["days"], at=now())
        except RuleBroken as error:
            put_on_form(form, error)
    return render(request, "web/token_make.html", {"form": form, "token": token}, status=status_of(form))


@login_required
@require_POST
def token_revoke(request: Any) -> HttpResponse:
    """Make one token worthless. A second press finds it gone, which is what was wanted."""
    revoke_token(request.user, request.POST.get("token", ""), at=now())
    return redirect("web:access")


@login_required
@after_the_password
@require_http_methods(["GET", "POST"])
def colleague_lock_out(request: Any, pk: Any) -> HttpResponse:
    """A colleague lost her laptop: end everything she is signed in with."""
    colleague = one(User.objects.visible_to(request.user), pk)
    if not organisations_to_lock_out_of(request.user, colleague):
        raise NotAllowed(_("Only a coordinator or an administrator of her organisation may do this."))
    if request.method == "POST":
        count = lock_out(colleague, by=request.user, at=now())
        return render(request, "web/locked_out.html", {"colleague": colleague, "tokens": count})
    return render(request, "web/lock_out.html", {"colleague": colleague})
