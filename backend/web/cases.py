"""Cases: opening one, its page, revealing a hidden field, the log."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.models import Organisation, User
from backend.accounts.office_models import Office
from backend.accounts.policies import organisations_to_open_in
from backend.audit.queries import entries_of_case
from backend.cases import services
from backend.cases.checks.waiting import undecided_in
from backend.cases.models import Case, Incident
from backend.cases.policies import may_break_glass, may_read_access_log
from backend.cases.queries import people_of, persons_visible_to, survivors_visible_to
from backend.kernel.clock import now, today
from backend.kernel.errors import NotAllowed, RuleBroken
from backend.people import services as people
from backend.people.checking import doubts_of
from backend.people.models import revealable
from backend.web.answers import put_on_form, status_of
from backend.web.case_end import shown_end
from backend.web.case_shown import shown_case, who_looked
from backend.web.case_top import case_top
from backend.web.circle_rows import AROUND_HER
from backend.web.compressing import holds_no_name
from backend.web.forms.cases import OpenCaseForm
from backend.web.history import FIELDS, told
from backend.web.once import do_once
from backend.web.rows import content_of, is_on_team, one
from backend.web.work_shown import open_tasks

LOG_LINES = 200


@login_required
@require_http_methods(["GET", "POST"])
def open_case(request: HttpRequest) -> HttpResponse:
    organisations = organisations_to_open_in(request.user)
    if not organisations:
        raise NotAllowed(_("You may not open cases in this organisation."))
    organisation = _chosen(organisations, request.GET.get("in"))
    if organisation is None:
        return render(request, "web/case_open_where.html", {"organisations": organisations})
    colleagues = User.objects.visible_to(request.user).filter(
        is_active=True, memberships__organisation=organisation, memberships__ended_at=None
    )
    offices = Office.objects.visible_to(request.user).open().filter(organisation=organisation)
    form = OpenCaseForm(request.POST or None, colleagues=colleagues, offices=offices)
    if request.method == "POST" and form.is_valid():
        try:
            case_id = do_once(request, form, lambda: _open(form, organisation, request.user))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            case = Case.objects.content_visible_to(request.user).select_related("survivor").filter(pk=case_id).first()
            if case is None:  # opened for somebody else's team
                return redirect("web:case-list")
            return redirect("web:people" if doubts_of(case.survivor) else "web:case", case.pk)
    context = {"form": form, "organisation": organisation, "is_one_of_several": len(organisations) > 1}
    return render(request, "web/case_open.html", context, status=status_of(form))


def _chosen(organisations: list[Organisation], asked: str | None) -> Organisation | None:
    """Where the case is to be opened: the one there is, or the one named in the address; None while it is open."""
    if asked:
        found = next((row for row in organisations if row.pk == _uuid(asked)), None)
        if found is None:
            raise Http404
        return found
    return organisations[0] if len(organisations) == 1 else None


@transaction.atomic
def _open(form: OpenCaseForm, organisation: Organisation, user: Any) -> Case:
    facts, act = form.cleaned_data, {"by": user, "at": now()}
    survivor = people.register_survivor(organisation, **form.part(form.SURVIVOR), **act)
    for purpose in facts["consents"]:
        people.give_consent(survivor, purpose, given_on=today(), **act)
    case = services.open_case(
        organisation, survivor, lead=facts["lead"], office=facts["office"], high_risk=facts["high_risk"], **act
    )
    party = None
    if facts["respondent_name"]:
        person = people.register_person(
            survivor, legal_name=facts["respondent_name"], gender=facts["respondent_gender"],
            address=facts["respondent_address"], **act,
        )  # fmt: skip
        party = services.add_party(case, person, "respondent", relation=facts["respondent_relation"], **act)
    if facts["happened_on"]:
        services.add_incident(case, respondent=party, **form.part(form.INCIDENT), **act)
    return case


@login_required
@require_safe
@holds_no_name
def case_page(request: HttpRequest, pk: Any) -> HttpResponse:
    case = one(Case.objects.visible_to(request.user).select_related("survivor", "organisation"), pk)
    moment = now()
    open_to_user = is_on_team(request.user, case)
    team = list(case.team.filter(ended_at=None).select_related("user"))
    context: dict[str, Any] = {
        "case": case,
        "open_to_user": open_to_user,
        "team": team,
        "lead": next((member.user for member in team if member.is_lead), None),
        "may_break_glass": not open_to_user and may_break_glass(request.user, case),
    }
    context |= shown_end(case, request.user, context["lead"])
    context["undecided"] = undecided_in(case, request.user)
    context |= shown_case(case, request.user, moment, request.LANGUAGE_CODE, open_to_user=open_to_user)
    if open_to_user:
        services.note(case, "case.viewed", by=request.user, at=moment)
        context["parties"] = list(case.parties.select_related("person__facts"))
        context["incidents"] = case.incidents.all()
        context["looked"] = who_looked(case, moment)
        context["reads_access_log"] = context["lead"] == request.user or may_read_access_log(request.user, case)
        context["tasks"] = open_tasks(case, request.user, moment)
        context |= case_top(case, request.user, context)
    return render(request, "web/case.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def reveal(request: HttpRequest, kind: str, pk: Any, field: str) -> HttpResponse:
    """By POST, show one hidden field for half a minute; who looked is logged first. By GET, the field hidden again."""
    rows: dict[str, Any] = {
        "survivor": survivors_visible_to,
        "person": persons_visible_to,
        "incident": _incidents_visible_to,
    }
    rows |= AROUND_HER
    if kind not in rows:
        raise Http404
    row = one(rows[kind](request.user), pk)
    if not revealable(row, field):
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    case = one(Case.objects.content_visible_to(request.user), _uuid(asked.get("case", "")))
    if not _is_of(row, case):
        raise Http404  # else the look would stand in the log of another case
    context = {"kind": kind, "person": row, "field": field, "case": case, "label": FIELDS[field]}
    if request.method == "GET":
        return render(request, "web/components/masked.html", context)
    services.note(case, "person.revealed", by=request.user, at=now(), subject=row.pk, field=field)
    return render(request, "web/components/revealed.html", context | {"value": getattr(row, field) or _("not known")})


def _is_of(row: Any, case: Case) -> bool:
    if isinstance(row, Incident):
        return bool(row.case_id == case.pk)
    return bool(getattr(row, "survivor_id", row.pk) == case.survivor_id)


def _incidents_visible_to(user: Any) -> Any:
    return Incident.objects.content_visible_to(user).select_related("case")


@login_required
@require_safe
@holds_no_name
def access_log(request: HttpRequest, pk: Any) -> HttpResponse:
    case = content_of(request.user, Case, pk)
    lines = told(entries_of_case(case.pk, people_of(case))[:LOG_LINES], request.user)
    context = {"case": case, "lines": lines, "reads_access_log": may_read_access_log(request.user, case)}
    return render(request, "web/access_log.html", context)


def _uuid(text: str) -> Any:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None
