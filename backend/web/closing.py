"""Closing a case, opening it again, archiving it, and until when it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.models import User
from backend.accounts.roles import WORKING_ROLES, Role
from backend.accounts.settings import settings_of
from backend.cases.at_work import people_on
from backend.cases.choices import TeamRole
from backend.cases.closing import archive_case, change_retention, close_case, reopen_case
from backend.cases.models import Case
from backend.cases.policies import may_change_retention, may_close
from backend.cases.still_open import Group, Remaining, still_open
from backend.kernel.clock import now, today
from backend.kernel.errors import NotAllowed, NotAtThisStage, RuleBroken
from backend.web.answers import put_on_form, status_of
from backend.web.compressing import holds_no_name
from backend.web.forms.closing import CloseForm, ReopenForm, RetentionForm
from backend.web.once import do_once
from backend.web.rows import is_on_team, one

GET_OR_POST = require_http_methods(["GET", "POST"])
LINES = 200
PLACES = {  # where a thing that is still open is brought to its end
    "our_deadlines": "web:deadline-waive",
    "hearings_ahead": "web:hearing-result",
    "hearings_without_result": "web:hearing-result",
    "tasks": "web:task-change",
}


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """What is still open of one kind, as the reader may see it, with the tick that leaves it."""

    group: Group
    tick: Any
    entries: Sequence[tuple[Remaining, str]]

    @property
    def hidden(self) -> int:
        return len(self.group.entries) - len(self.entries)


@login_required
@GET_OR_POST
def case_close(request: HttpRequest, pk: Any) -> HttpResponse:
    """What is still open, first; then why the case is closed, and a tick for each group that is left."""
    case = _to_decide(request, pk)
    if case.closed_on is not None and request.method == "GET":
        raise NotAtThisStage(_("This case is closed already."))
    moment = now()
    groups = still_open(case, moment)
    form = CloseForm(request.POST or None, groups=groups)
    if request.method == "POST" and form.is_valid():
        told = form.facts()
        try:
            do_once(request, form, lambda: close_case(case, told.pop("reason"), by=request.user, at=moment, **told))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:case", case.pk)
    on_team = is_on_team(request.user, case)
    context = {
        "case": case,
        "form": form,
        "groups": [_shown(group, form, case, on_team=on_team) for group in groups],
        "forbidden": any(group.forbidding for group in groups),
        "on_team": on_team,
        "years": settings_of(case.organisation_id).retention_years,
    }
    return render(request, "web/case_close.html", context, status=status_of(form))


def _shown(group: Group, form: CloseForm, case: Case, *, on_team: bool) -> ShownGroup:
    readable = on_team or not group.is_content
    entries = [(entry, _place(group.key, entry, case, on_team=on_team)) for entry in group.entries if readable]
    return ShownGroup(group, form[f"leave.{group.key}"], entries)


def _place(key: str, entry: Remaining, case: Case, *, on_team: bool) -> str:
    if not on_team:
        return ""
    if key == "our_deadlines":
        return f"{reverse('web:deadline-waive', args=[entry.id])}?to=close" if entry.forbids else ""
    return reverse(PLACES[key], args=[entry.id]) if key in PLACES else reverse("web:case", args=[case.pk])


@login_required
@GET_OR_POST
def case_reopen(request: HttpRequest, pk: Any) -> HttpResponse:
    """Why it is opened again, who is on its team then, and who leads it."""
    case = _to_decide(request, pk)
    if case.closed_on is None and request.method == "GET":
        raise NotAtThisStage(_("This case is open."))
    team = people_on(case)
    lead = team.filter(
        team_memberships__case=case, team_memberships__ended_at=None, team_memberships__role=TeamRole.LEAD
    )
    form = ReopenForm(request.POST or None, colleagues=_could_lead(request.user, case), initial={"lead": lead.first()})
    if request.method == "POST" and form.is_valid():
        told = form.facts()
        try:
            do_once(request, form, lambda: reopen_case(case, told.pop("words"), by=request.user, at=now(), **told))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:case", case.pk)
    gone = case.team.filter(ended_at=None).exclude(user__in=team.values("pk")).select_related("user")
    context = {"case": case, "form": form, "team": team.order_by("full_name"), "gone": gone}
    return render(request, "web/case_reopen.html", context, status=status_of(form))


def _could_lead(user: Any, case: Case) -> Any:
    return User.objects.visible_to(user).filter(
        is_active=True,
        memberships__organisation=case.organisation_id,
        memberships__ended_at=None,
        memberships__role__in=WORKING_ROLES,
    )


@login_required
@GET_OR_POST
def case_archive(request: HttpRequest, pk: Any) -> HttpResponse:
    case = _to_decide(request, pk)
    if request.method == "POST":
        archive_case(case, by=request.user, at=now())
        return redirect("web:case", case.pk)
    return render(request, "web/case_archive.html", {"case": case})


@login_required
@GET_OR_POST
def case_retention(request: HttpRequest, pk: Any) -> HttpResponse:
    case = one(Case.objects.visible_to(request.user), pk)
    if not may_change_retention(request.user, case):
        raise NotAllowed(_("Only a coordinator changes how long a case is kept."))
    form = RetentionForm(request.POST or None, initial={"until": case.retain_until})
    if request.method == "POST" and form.is_valid():
        told = form.facts()
        try:
            do_once(
                request,
                form,
                lambda: change_retention(case, told["until"], told["words"], by=request.user, at=now()),
            )
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:case", case.pk)
    return render(request, "web/case_retention.html", {"case": case, "form": form}, status=status_of(form))


@login_required
@require_safe
@holds_no_name
def kept_long_enough(request: HttpRequest) -> HttpResponse:
    """The closed cases whose last day of keeping has passed, for the coordinators who promised it."""
    user: Any = request.user
    organisations = user.organisations_as(Role.COORDINATOR)
    if not organisations:
        raise NotAllowed(_("Only a coordinator changes how long a case is kept."))
    rows = Case.objects.visible_to(user).filter(organisation__in=organisations).kept_long_enough(today())
    cases = list(rows.defer("summary").order_by("retain_until", "id")[: LINES + 1])
    context = {"cases": cases[:LINES], "is_full": len(cases) > LINES}
    return render(request, "web/kept_long_enough.html", context)


def _to_decide(request: HttpRequest, pk: Any) -> Case:
    """The case, for its lead and the coordinators; 404 for a stranger."""
    case: Case = one(Case.objects.visible_to(request.user), pk)
    if not may_close(request.user, case):
        raise NotAllowed(_("Only the lead or a coordinator closes a case and opens it again."))
    return case
