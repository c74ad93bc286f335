"""Incidents of a case: the list, adding one, correcting one."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from backend.cases.choices import PartyRole
from backend.cases.incidents import add_incident, correct_incident
from backend.cases.models import Case, Incident
from backend.cases.policies import may_work_on
from backend.cases.services import note
from backend.kernel.clock import now
from backend.kernel.errors import RuleBroken, StaleVersion
from backend.web.answers import put_on_form, status_of
from backend.web.forms.incidents import IncidentForm, NewIncidentForm
from backend.web.once import do_once
from backend.web.rows import content_of, to_work_on
from backend.web.stale import changed_meanwhile, with_version

GET_OR_POST = require_http_methods(["GET", "POST"])
OPENED = ["hour", "place", "narrative", "injuries"]


@login_required
@require_safe
def incident_list(request: HttpRequest, pk: Any) -> HttpResponse:
    case = content_of(request.user, Case, pk)
    context = {
        "case": case,
        "may_work": may_work_on(request.user, case),
        "incidents": case.incidents.select_related("respondent"),
        "saved": "saved" in request.GET,
    }
    return render(request, "web/incidents.html", context)


@login_required
@GET_OR_POST
def incident_add(request: HttpRequest, pk: Any) -> HttpResponse:
    case = to_work_on(request.user, Case, pk, "survivor")
    form = NewIncidentForm(request.POST or None, respondents=_respondents(case))
    if request.method == "POST" and form.is_valid():
        told = form.facts()
        try:
            do_once(request, form, lambda: add_incident(case, by=request.user, at=now(), **told))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return _to_list(case)
    return render(request, "web/incident.html", {"case": case, "form": form}, status=status_of(form))


@login_required
@GET_OR_POST
def incident_edit(request: HttpRequest, pk: Any) -> HttpResponse:
    incident = to_work_on(request.user, Incident, pk, "case__survivor", "respondent")
    case = incident.case
    empty = NewIncidentForm(respondents=_respondents(case))
    initial = {name: getattr(incident, name) for name in (*empty.fields, "version") if hasattr(incident, name)}
    form = IncidentForm(request.POST or None, initial=initial, respondents=_respondents(case))
    context: dict[str, Any] = {"case": case, "incident": incident, "form": form}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            correct_incident(incident, expected_version=version, by=request.user, at=now(), **form.facts())
        except StaleVersion as error:
            put_on_form(form, error)
            current = to_work_on(request.user, Incident, pk, "case__survivor", "respondent")
            context["theirs"] = changed_meanwhile(form, current, f"case:{case.pk}", version)
            with_version(form, version=current.version)
            return render(request, "web/incident.html", context, status=error.status)
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return _to_list(case)
    if request.method == "GET":
        note(case, "person.revealed", by=request.user, at=now(), subject=incident.pk, fields=OPENED)
    return render(request, "web/incident.html", context, status=status_of(form))


def _respondents(case: Case) -> Any:
    return case.parties.filter(role=PartyRole.RESPONDENT)


def _to_list(case: Case) -> HttpResponse:
    answer = redirect("web:incidents", case.pk)
    answer["Location"] += "?saved"
    return answer
