"""The team of a case: who is on it, putting somebody on, another role, taking off, leaving."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from backend.accounts.models import User
from backend.accounts.roles import Role
from backend.cases.models import Case
from backend.cases.policies import may_ask_to_take_over, may_leave_team, may_manage_team
from backend.cases.team_models import Handover, Offer
from backend.cases.teams import LeavesNoLead, add_to_team, leave_team, remove_from_team
from backend.kernel.clock import now
from backend.kernel.errors import NotAllowed, NotAtThisStage, RuleBroken
from backend.web.answers import put_on_form, status_of
from backend.web.forms.accounts import TeamForm
from backend.web.forms.team import LeaveForm
from backend.web.rows import one

GET_OR_POST = require_http_methods(["GET", "POST"])
OFFERS = 10


@login_required
@GET_OR_POST
def team_page(request: HttpRequest, pk: Any) -> HttpResponse:
    """The team as it is now. A coordinator sees and changes it without seeing what is in the case."""
    case = one(Case.objects.visible_to(request.user), pk)
    manages = may_manage_team(request.user, case) and case.closed_on is None
    form = TeamForm(request.POST or None, colleagues=_colleagues(request.user, case))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            add_to_team(case, told["user"], told["role"], by=request.user, at=now())
        except NotAllowed:
            raise
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:team", case.pk)
    team = list(case.team.filter(ended_at=None).select_related("user"))
    context = {
        "case": case,
        "team": team,
        "has_lead": any(member.is_lead for member in team),
        "manages": manages,
        "takes_off": may_manage_team(request.user, case),
        "on_team": may_leave_team(request.user, case),
        "hands_over": may_ask_to_take_over(request.user, case),
        "handover": _handover(request.user, case),
        "offers": _offers(request.user, case),
        "moment": now(),
        "roles": form.fields["role"].choices,
        "form": form,
    }
    return render(request, "web/team.html", context, status=status_of(form))


@login_required
@GET_OR_POST
def team_remove(request: HttpRequest, pk: Any, member: Any) -> HttpResponse:
    case = one(Case.objects.visible_to(request.user), pk)
    if not may_manage_team(request.user, case):
        raise NotAllowed(_("Only the lead or a coordinator may change the team."))
    member = one(case.team.filter(ended_at=None).select_related("user"), member)
    if request.method == "POST":
        remove_from_team(case, member.user, by=request.user, at=now())
        return redirect("web:team", case.pk)
    return render(request, "web/team_remove.html", {"case": case, "member": member})


@login_required
@GET_OR_POST
def team_leave(request: HttpRequest, pk: Any) -> HttpResponse:
    case = one(Case.objects.visible_to(request.user), pk)
    member = case.team.filter(user=request.user, ended_at=None).first()
    if member is None:
        raise NotAtThisStage(_("You are not on the team of this case."))
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            leave_team(case, by=request.user, at=now(), **form.cleaned_data)
        except LeavesNoLead as error:
            put_on_form(form, error)
        else:
            return redirect("web:case-list")
    context = {
        "case": case,
        "member": member,
        "form": form,
        "leaving": True,
        "hands_over": may_ask_to_take_over(request.user, case),
    }
    return render(request, "web/team_remove.html", context, status=status_of(form))


def _offers(user: Any, case: Case) -> Any:
    """The latest offers of the case, open ones first."""
    rows = Offer.objects.visible_to(user).filter(case=case).select_related("case", "to_user")
    return sorted(rows.order_by("-asked_at")[:OFFERS], key=lambda offer: not offer.is_open)


def _handover(user: Any, case: Case) -> Any:
    """The open hand-over of the case, for who may know of it."""
    return Handover.objects.visible_to(user).open().filter(case=case).select_related("to_user").first()


def _colleagues(user: Any, case: Case) -> Any:
    """Whom the team may take in: the organisation's active people, but not the administrators of the installation."""
    return (
        User.objects.visible_to(user)
        .filter(
            is_active=True, memberships__organisation=case.organisation_id, memberships__ended_at=None,
        )
        .exclude(memberships__organisation=case.organisation_id, memberships__role=Role.ADMINISTRATOR)
        .order_by("full_name")
    )  # fmt: skip
