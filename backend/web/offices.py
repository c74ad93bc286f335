"""Offices and days off of an organisation: opened, corrected, closed to new cases; entered and taken back."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.accounts.keeping import add_day_off, remove_day_off
from backend.accounts.office_models import DayOff, Office
from backend.accounts.offices import change_office, close_office, open_office, reopen_office
from backend.kernel.clock import now
from backend.kernel.errors import RuleBroken
from backend.web.answers import put_on_form, status_of
from backend.web.forms.organisation import DayOffForm, NewOfficeForm, OfficeForm
from backend.web.once import do_once
from backend.web.organisation import changed_by, to_set, to_settings
from backend.web.rows import one

GET_OR_POST = require_http_methods(["GET", "POST"])


@login_required
@GET_OR_POST
def office_open(request: HttpRequest, pk: Any) -> HttpResponse:
    return _added(request, pk, NewOfficeForm, open_office, _("New office"))


@login_required
@GET_OR_POST
def day_off_add(request: HttpRequest, pk: Any) -> HttpResponse:
    return _added(request, pk, DayOffForm, add_day_off, _("A day off"))


@login_required
@GET_OR_POST
def office_edit(request: HttpRequest, pk: Any) -> HttpResponse:
    office, organisation = _of_coordinator(request, Office, pk)
    form = OfficeForm(request.POST or None, initial=OfficeForm.as_it_stands(office))

    def save(version: int) -> None:
        change_office(office, expected_version=version, by=request.user, at=now(), **form.facts())

    def row() -> Any:
        return Office.objects.visible_to(request.user).get(pk=office.pk)

    return changed_by(request, organisation, form, str(office), save, row)


@login_required
@require_POST
def office_close(request: HttpRequest, pk: Any) -> HttpResponse:
    office, organisation = _of_coordinator(request, Office, pk)
    close_office(office, by=request.user, at=now())
    return to_settings(organisation.pk)


@login_required
@require_POST
def office_reopen(request: HttpRequest, pk: Any) -> HttpResponse:
    office, organisation = _of_coordinator(request, Office, pk)
    reopen_office(office, by=request.user, at=now())
    return to_settings(organisation.pk)


@login_required
@require_POST
def day_off_remove(request: HttpRequest, pk: Any) -> HttpResponse:
    row, organisation = _of_coordinator(request, DayOff, pk)
    remove_day_off(row, by=request.user, at=now())
    return to_settings(organisation.pk)


def _added(request: HttpRequest, pk: Any, kind: Any, verb: Callable[..., Any], title: str) -> HttpResponse:
    """One more of a kind, made once however often the form is sent."""
    organisation = to_set(request, pk)
    form = kind(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            do_once(request, form, lambda: verb(organisation, by=request.user, at=now(), **form.facts()))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return to_settings(organisation.pk)
    context = {"organisation": organisation, "form": form, "title": title}
    return render(request, "web/organisation_form.html", context, status=status_of(form))


def _of_coordinator(request: HttpRequest, model: Any, pk: Any) -> tuple[Any, Any]:
    row = one(model.objects.visible_to(request.user).select_related("organisation"), pk)
    return row, to_set(request, row.organisation_id)
