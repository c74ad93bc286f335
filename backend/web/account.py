"""One's own account: where one works, the oath, language and messages."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from backend.accounts.oath import accept_oath, awaiting_oath, oath_in_force
from backend.kernel.clock import now, today
from backend.kernel.errors import InvalidInput
from backend.notifications.choices import ALWAYS, OPTIONAL, choose_mail, mail_choice_of
from backend.web.answers import status_of
from backend.web.forms.account import OathForm, SettingsForm
from backend.web.sign_in import speak


@login_required
@require_http_methods(["GET", "POST"])
def account(request: Any) -> HttpResponse:
    """Memberships and oaths; the language and what comes by mail may be changed here."""
    user, choice = request.user, mail_choice_of(request.user)
    initial = {
        "language": user.language,
        "by_mail": choice.by_mail,
        "kinds": [kind for kind in OPTIONAL if kind not in choice.left_out],
    }
    form = SettingsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        choose_mail(user, by_mail=told["by_mail"], kinds=told["kinds"])
        user.language = told["language"]
        user.save(update_fields=["language"])
        return speak(redirect("web:account"), user.language)
    context = {"form": form, "always": ALWAYS.values(), "awaiting": awaiting_oath(request.memberships, on=today())}
    return render(request, "web/account.html", context, status=status_of(form))


@login_required
@require_http_methods(["GET", "POST"])
def oath(request: Any) -> HttpResponse:
    """The oath in force: read at any time, and accepted for each organisation that waits for it."""
    wording = oath_in_force(today())
    awaiting = awaiting_oath(request.memberships, on=today())
    form = OathForm(request.POST or None, initial={"version": wording.version})
    if request.method == "POST" and form.is_valid():
        try:
            for membership in awaiting:
                accept_oath(
                    membership, version=form.cleaned_data["version"], language=request.LANGUAGE_CODE, by=request.user,
                    at=now(),
                )  # fmt: skip
        except InvalidInput as error:
            form = OathForm(initial={"version": wording.version})
            context = {"error": error.message, "form": form, "wording": wording, "awaiting": awaiting}
            return render(request, "web/oath.html", _with_text(context, request), status=error.status)
        return HttpResponseRedirect(_safe(request.GET.get("next", "")))
    context = {"form": form, "wording": wording, "awaiting": awaiting}
    return render(request, "web/oath.html", _with_text(context, request), status=status_of(form))


def _with_text(context: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
    return context | {"paragraphs": context["wording"].paragraphs(request.LANGUAGE_CODE)}


def _safe(address: str) -> str:
    """The address if it is one of ours, else the first page."""
    return address if address.startswith("/") and url_has_allowed_host_and_scheme(address, None) else "/"
