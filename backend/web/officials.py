"""Who has a proceeding in hand: named, corrected, replaced by the next one."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backend.cases.policies import may_work_on
from backend.kernel.clock import now
from backend.kernel.errors import NotAllowed, RuleBroken, StaleVersion
from backend.proceedings.models import Official, Proceeding
from backend.proceedings.officials import correct_official, name_official, official_left
from backend.web.answers import put_on_form, status_of
from backend.web.forms.officials import OfficialForm, OfficialLeftForm
from backend.web.once import do_once
from backend.web.rows import content_of
from backend.web.shown import route_title
from backend.web.stale import changed_meanwhile, with_version

GET_OR_POST = require_http_methods(["GET", "POST"])


@login_required
@GET_OR_POST
def official_name(request: HttpRequest, pk: Any) -> HttpResponse:
    """Name whoever has the proceeding now; who had the same role before moves into its history."""
    proceeding = content_of(request.user, Proceeding, pk, "case__survivor", "agency")
    _workers_only(request.user, proceeding.case)
    form = OfficialForm(request.POST or None, initial={"agency": proceeding.agency})
    if request.method == "POST" and form.is_valid():
        told = form.facts()
        try:
            do_once(
                request, form,
                lambda: name_official(proceeding, told.pop("role"), by=request.user, at=now(), **told),
            )  # fmt: skip
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return _back(proceeding.case)
    return _page(request, proceeding, form, status_of(form))


@login_required
@GET_OR_POST
def official_edit(request: HttpRequest, pk: Any) -> HttpResponse:
    row = content_of(request.user, Official, pk, "proceeding__case__survivor", "agency")
    _workers_only(request.user, row.proceeding.case)
    initial = {name: getattr(row, name) for name in OfficialForm.base_fields if hasattr(row, name)}
    form = OfficialForm(request.POST or None, initial=initial)
    context: dict[str, Any] = {"row": row}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            correct_official(row, expected_version=version or 0, by=request.user, at=now(), **form.facts())
        except StaleVersion as error:
            put_on_form(form, error)
            row = content_of(request.user, Official, pk, "proceeding__case__survivor", "agency")
            theirs = changed_meanwhile(form, row, f"case:{row.proceeding.case_id}", version or 0)
            with_version(form, version=row.version)
            return _page(request, row.proceeding, form, error.status, row=row, theirs=theirs)
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return _back(row.proceeding.case)
    return _page(request, row.proceeding, form, status_of(form), **context)


@login_required
@GET_OR_POST
def official_leave(request: HttpRequest, pk: Any) -> HttpResponse:
    """Ask for the last day, then let the official go."""
    row = content_of(request.user, Official, pk, "proceeding__case__survivor", "agency")
    _workers_only(request.user, row.proceeding.case)
    form = OfficialLeftForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            official_left(
                row, expected_version=form.cleaned_data["version"], until=form.cleaned_data["until"],
                by=request.user, at=now(),
            )  # fmt: skip
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return _back(row.proceeding.case)
    return _page(request, row.proceeding, form, status_of(form), row=row, leaving=True)


def _page(request: HttpRequest, proceeding: Proceeding, form: Any, status: int, **more: Any) -> HttpResponse:
    context = {"case": proceeding.case, "form": form, "route": route_title(proceeding.route), **more}
    return render(request, "web/official.html", context, status=status)


def _workers_only(user: Any, case: Any) -> None:
    if not may_work_on(user, case):
        raise NotAllowed(_("Only the team of an open case may change it."))


def _back(case: Any) -> HttpResponse:
    answer = redirect("web:people", case.pk)
    answer["Location"] += "?saved#officials"
    return answer
