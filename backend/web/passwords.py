"""A forgotten password: asking for a link, and choosing a new one by it. Nobody learns who has an account here."""

from allauth.core import ratelimit
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.passwords import ask_for_reset, owner_of_link, reset_password
from backend.accounts.tasks import answer_reset_later
from backend.jobs.posting import post
from backend.kernel.clock import now
from backend.kernel.errors import InvalidInput, RuleBroken
from backend.web.answers import put_on_form, status_of
from backend.web.forms.account import AskForPasswordForm, NewPasswordForm


@require_http_methods(["GET", "POST"])
def ask_for_password(request: HttpRequest) -> HttpResponse:
    """The same answer after the same work for every address; too many questions are told to wait."""
    form = AskForPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        if answer := ratelimit.consume_or_429(request, action="reset_password", key=email):
            return answer
        with transaction.atomic():
            post(answer_reset_later, [ask_for_reset(email, at=now()).pk])
        return redirect("account_reset_password_done")
    return render(request, "account/password_ask.html", {"form": form}, status=status_of(form))


@require_safe
def password_asked(request: HttpRequest) -> HttpResponse:
    return render(request, "account/password_asked.html")


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def new_password(request: HttpRequest, secret: str) -> HttpResponse:
    """Choose a new password by the link of the letter; looking at the page does not spend it."""
    if answer := ratelimit.consume_or_429(request, action="reset_password_from_key"):
        return answer
    if owner_of_link(secret, at=now()) is None:
        return render(request, "account/password_link_closed.html", status=404)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reset_password(secret, form.cleaned_data["password"], at=now())
        except InvalidInput as error:
            put_on_form(form, error)
        except RuleBroken:  # somebody else was quicker with the same link
            return render(request, "account/password_link_closed.html", status=404)
        else:
            logout(request)
            return render(request, "account/password_changed.html")
    return render(request, "account/password_new.html", {"form": form}, status=status_of(form))
