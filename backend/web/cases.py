"""Cases: the list, opening one, its page, revealing a hidden field, the log."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.models import Organisation, User
from backend.accounts.policies import may_open_cases
from backend.audit.queries import entries_of_case
from backend.cases import services
from backend.cases.filters import CaseFilter
from backend.cases.models import Case
from backend.cases.queries import persons_visible_to, survivors_visible_to
from backend.deadlines.models import Deadline
from backend.documents.catalogue import papers
from backend.documents.models import Document
from backend.kernel.clock import now
from backend.kernel.errors import NotAllowed, RuleBroken
from backend.people import services as people
from backend.people.checking import doubts_of
from backend.people.models import revealable
from backend.proceedings.problems import title
from backend.proceedings.replaying import standing_events, state_of
from backend.web.answers import put_on_form, status_of
from backend.web.forms.cases import OpenCaseForm
from backend.web.rows import is_on_team, one
from backend.web.shown import route_title, shown_deadline, shown_events, stage_title


@login_required
@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    cases = (
        Case.objects.visible_to(request.user).select_related("survivor").prefetch_related("team__user", "proceedings")
    )
    asked = CaseFilter(request.GET, cases, request=request)
    page = Paginator(asked.qs, 25).get_page(request.GET.get("page"))
    rows = [
        {"case": case, "stages": [(route_title(row.route), stage_title(row)) for row in case.proceedings.all()]}
        for case in page
    ]
    template = "web/case_list.html#rows" if request.htmx else "web/case_list.html"
    return render(request, template, {"filter": asked, "page": page, "rows": rows})


@login_required
@require_http_methods(["GET", "POST"])
def open_case(request: HttpRequest) -> HttpResponse:
    organisation = Organisation.objects.visible_to(request.user).first()
    if organisation is None:
        return render(request, "web/no_organisation.html", status=403)
    if not may_open_cases(request.user, organisation.pk):
        raise NotAllowed(_("You may not open cases in this organisation."))
    colleagues = User.objects.visible_to(request.user).filter(memberships__organisation=organisation)
    form = OpenCaseForm(request.POST or None, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        try:
            case = _open(form, organisation, request.user)
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:people" if doubts_of(case.survivor) else "web:case", case.pk)
    return render(request, "web/case_open.html", {"form": form}, status=status_of(form))


@transaction.atomic
def _open(form: OpenCaseForm, organisation: Organisation, user: Any) -> Case:
    told, act = form.cleaned_data, {"by": user, "at": now()}
    survivor = people.register_survivor(organisation, **form.part(form.SURVIVOR), **act)
    for purpose in told["consents"]:
        people.give_consent(survivor, purpose, given_on=act["at"].date(), **act)
    case = services.open_case(organisation, survivor, lead=told["lead"], high_risk=told["high_risk"], **act)
    party = None
    if told["respondent_name"]:
        person = people.register_person(
            survivor, legal_name=told["respondent_name"], gender=told["respondent_gender"],
            address=told["respondent_address"], **act,
        )  # fmt: skip
        party = services.add_party(case, person, "respondent", relation=told["respondent_relation"], **act)
    if told["happened_on"]:
        services.add_incident(case, respondent=party, **form.part(form.INCIDENT), **act)
    return case


@login_required
@require_safe
def case_page(request: HttpRequest, pk: Any) -> HttpResponse:
    case = one(Case.objects.visible_to(request.user).select_related("survivor", "organisation"), pk)
    moment = now()
    open_to_user = is_on_team(request.user, case)
    context: dict[str, Any] = {"case": case, "open_to_user": open_to_user, "team": case.team.filter(ended_at=None)}
    proceedings = list(case.proceedings.select_related("agency"))
    context["tracks"] = [_track(row, moment, with_content=open_to_user) for row in proceedings]
    deadlines = Deadline.objects.visible_to(request.user).filter(proceeding__case=case).running()
    context["deadlines"] = [
        shown_deadline(row, moment) for row in deadlines.select_related("proceeding__case", "proceeding__agency")
    ]
    if open_to_user:
        services.note(case, "case.viewed", by=request.user, at=moment)
        context["parties"] = case.parties.select_related("person")
        context["incidents"] = case.incidents.all()
        context["documents"] = (
            Document.objects.content_visible_to(request.user).filter(case=case).select_related("template")
        )
        context["paper_titles"] = {key: title(paper.titles) for key, paper in papers().items()}
    return render(request, "web/case.html", context)


def _track(proceeding: Any, moment: Any, *, with_content: bool) -> dict[str, Any]:
    events = standing_events(proceeding) if with_content else []
    state = state_of(proceeding, moment, events) if with_content else None
    return {
        "proceeding": proceeding,
        "route": route_title(proceeding.route),
        "stage": stage_title(proceeding),
        "events": shown_events(proceeding, events),
        "hearings": proceeding.hearings.select_related("court", "attendee"),
        "steps": [
            {"step": each.step, "title": title(each.step.titles), "late": each.deadline is not None}
            for each in (state.next_steps if state else ())
        ],
    }


@login_required
@require_POST
def reveal(request: HttpRequest, kind: str, pk: Any, field: str) -> HttpResponse:
    """Show one hidden field for half a minute; who looked is logged before it is shown."""
    rows = {"survivor": survivors_visible_to, "person": persons_visible_to}
    if kind not in rows:
        raise Http404
    person = one(rows[kind](request.user), pk)
    if not revealable(person, field):
        raise Http404
    case = one(Case.objects.content_visible_to(request.user), _uuid(request.POST.get("case", "")))
    services.note(case, "person.revealed", by=request.user, at=now(), subject=person.pk, field=field)
    return render(request, "web/components/revealed.html", {"value": getattr(person, field) or _("not known")})


@login_required
@require_safe
def access_log(request: HttpRequest, pk: Any) -> HttpResponse:
    case = one(Case.objects.content_visible_to(request.user), pk)
    return render(request, "web/access_log.html", {"case": case, "entries": entries_of_case(case.pk)[:200]})


def _uuid(text: str) -> Any:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None
