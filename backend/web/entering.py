"""The way in: signing in with our words and manners, and joining by an invitation."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.account.views import LoginView
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from backend.accounts.services import accept_invitation, has_account, open_invitation, was_accepted_by
from backend.kernel.clock import now
from backend.kernel.errors import RuleBroken
from backend.web.answers import put_on_form, status_of
from backend.web.forms.accounts import JoinForm, JoinWithAccountForm, SignInForm
from backend.web.sign_in import speak


class SignIn(LoginView):
    """allauth's view with our form; a refusal is a 422, as everywhere."""

    def get_form_class(self) -> Any:
        return SignInForm

    def form_invalid(self, form: Any) -> Any:
        answer = super().form_invalid(form)
        answer.status_code = status_of(form)
        return answer


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept an invitation by its link, once. Whoever has an account gives its password, and nothing else."""
    invitation = open_invitation(secret, at=now())
    if invitation is None:
        used = was_accepted_by(secret, request.user) if request.user.is_authenticated else False
        return render(request, "web/invitation_closed.html", {"is_in": used}, status=404)
    if request.user.is_authenticated and request.user.email != invitation.email:
        return render(request, "web/join_as_another.html", {"invitation": invitation}, status=409)
    known = has_account(invitation)
    form = (JoinWithAccountForm if known else JoinForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {"full_name": "", **form.cleaned_data}
        try:
            if known:
                _count_the_try(request, invitation.email, told["password"])
            user = accept_invitation(secret, at=now(), language=get_language() or "ru", **told)
        except forms.ValidationError as error:
            form.add_error("password", error)
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return _enter(request, user)
    context = {"form": form, "invitation": invitation, "known": known}
    return render(request, "web/join.html", context, status=status_of(form))


def _enter(request: HttpRequest, user: Any) -> Any:
    """Go in as after signing in by password: whoever has a second factor is asked for it, link or no link."""
    if request.user.is_authenticated:  # she is in already, and joined one more organisation
        return speak(redirect("web:day"), user.language)
    user.backend = settings.AUTHENTICATION_BACKENDS[0]
    return perform_password_login(request, {"email": user.email}, Login(user=user, redirect_url="/"))


def _count_the_try(request: HttpRequest, email: str, password: str) -> None:
    """A link must not be a way around the limit of wrong passwords. Raises ValidationError when it is reached."""
    get_adapter(request).authenticate(request, email=email, password=password)
