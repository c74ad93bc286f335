"""Finding her when she calls. What is asked is sent, never put into an address; names are not in the answer."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from backend.accounts.policies import organisations_to_open_in
from backend.cases.finding import find_people
from backend.kernel.clock import now
from backend.kernel.errors import RuleBroken
from backend.web.answers import put_on_form, status_of
from backend.web.forms.fields import DayField


class FindForm(forms.Form):
    """Whatever the caller says of herself; all of it must fit."""

    name = forms.CharField(
        label=_("Name, in any spelling"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "tel"}),
    )  # fmt: skip
    iin = forms.CharField(
        label=_("IIN"), max_length=20, required=False,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip
    born = DayField(label=_("Birth date"), required=False)


@login_required
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def find_page(request: HttpRequest) -> HttpResponse:
    form = FindForm(request.POST if request.method == "POST" else None)
    may_open = bool(organisations_to_open_in(request.user))
    context: dict[str, Any] = {"form": form, "found": None, "may_open_cases": may_open}
    if request.method == "POST" and form.is_valid():
        try:
            user: Any = request.user
            context["found"] = find_people(user, **form.cleaned_data, at=now())
        except RuleBroken as error:
            put_on_form(form, error)
    return render(request, "web/find.html", context, status=status_of(form))
