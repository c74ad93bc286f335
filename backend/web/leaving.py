"""Quick exit, the language switch, the theme, and the way in for those invited."""

from django import forms
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts.services import accept_invitation, open_invitation
from backend.kernel.clock import now
from backend.kernel.errors import RuleBroken
from backend.web.answers import put_on_form, status_of


@require_http_methods(["GET", "POST"])
def quick_exit(request: HttpRequest) -> HttpResponse:
    """End the session and leave for a neutral site. By GET too: without JavaScript a form could not leave (CSP)."""
    logout(request)
    answer: HttpResponse = (
        HttpResponse(status=204) if request.method == "POST" else HttpResponseRedirect(settings.TIREK_NEUTRAL_SITE)
    )
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 86400, samesite="Lax", httponly=True)
        if request.user.is_authenticated and request.user.language != language:
            request.user.language = language
            request.user.save(update_fields=["language"])
    return answer


class JoinForm(forms.Form):
    """What an invited person tells of herself."""

    full_name = forms.CharField(label=_("First name and surname"), max_length=200)
    password = forms.CharField(
        label=_("Password, at least 12 characters"),
        min_length=12,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept an invitation by its link, once."""
    invitation = open_invitation(secret, at=now())
    if invitation is None:
        return render(request, "web/invitation_closed.html", status=404)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = accept_invitation(secret, at=now(), **form.cleaned_data)
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
            return redirect("web:day")
    return render(request, "web/join.html", {"form": form, "invitation": invitation}, status=status_of(form))
