"""Handing a case over: asked by the lead, read point by point, accepted or declined by the colleague."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.cases.handovers import accept_handover, ask_to_take_over, decline_handover, withdraw_handover
from backend.cases.models import Case
from backend.cases.policies import may_ask_to_take_over, may_manage_team
from backend.cases.team_choices import ToRead
from backend.cases.team_models import Handover
from backend.documents.handing_over import contact_rules, may_read, what_is_open
from backend.kernel.clock import now
from backend.kernel.errors import NotAllowed, RuleBroken
from backend.web.answers import put_on_form
from backend.web.forms.team import HandoverForm, TakeOverForm
from backend.web.forms.work import ReasonForm
from backend.web.moments import short_day
from backend.web.once import do_once
from backend.web.rows import content_of, one
from backend.web.team_answers import team_form, to_the_case_or_day, working_colleagues

GET_OR_POST = require_http_methods(["GET", "POST"])


@login_required
@GET_OR_POST
def handover_ask(request: HttpRequest, pk: Any) -> HttpResponse:
    case = content_of(request.user, Case, pk)
    if not may_ask_to_take_over(request.user, case):
        raise NotAllowed(_("Only the lead of an open case can hand it over."))
    form = HandoverForm(request.POST or None, colleagues=working_colleagues(request.user, case))
    if request.method == "POST" and form.is_valid():
        told = form.facts()
        user, said = told["user"], told["note"]
        try:
            do_once(
                request,
                form,
                lambda: ask_to_take_over(
                    case, user, note_text=said, staying=told["staying"], by=request.user, at=now()
                ),
            )
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:team", case.pk)
    return team_form(request, "web/handover_ask.html", form, case=case)


@login_required
@GET_OR_POST
def handover_page(request: HttpRequest, pk: Any) -> HttpResponse:
    """The note and the check-list, to her who was asked and to the team; `?contact` shows the safe-contact rules."""
    handover, moment = _handover(request, pk), now()
    form = TakeOverForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data["read"]
        try:
            do_once(request, form, lambda: accept_handover(handover, read=read, by=request.user, at=moment))
        except RuleBroken as error:
            handover = _handover(request, pk)
            put_on_form(form, error)
        else:
            return to_the_case_or_day(request.user, handover.case)
    context: dict[str, Any] = {
        "handover": handover,
        "case": handover.case,
        "is_hers": handover.to_user_id == request.user.pk,
        "manages": may_manage_team(request.user, handover.case),
        "reads": may_read(handover, request.user),
    }
    if context["reads"] and handover.is_open:
        context["points"] = _points(handover, request, form)
        if "contact" in request.GET:
            context["rules"] = contact_rules(handover, by=request.user, at=moment)
    return team_form(request, "web/handover.html", form, **context)


def _points(handover: Handover, request: HttpRequest, form: TakeOverForm) -> list[dict[str, Any]]:
    """The points of the check-list, each with what is open under it and whether it was ticked."""
    found = what_is_open(handover, by=request.user, at=now())
    ticked = set(form["read"].value() or ())
    return [
        {
            "key": point.value,
            "title": point.label,
            "ticked": point.value in ticked,
            "lines": [(line.title, f"{short_day(line.on)}{line.time and f', {line.time}'}") for line in found[point]],
        }
        for point in ToRead
    ]


@login_required
@GET_OR_POST
def handover_decline(request: HttpRequest, pk: Any) -> HttpResponse:
    handover = _handover(request, pk)
    if handover.to_user_id != request.user.pk:
        raise NotAllowed(_("Only the colleague who was asked to take the case over may answer."))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            do_once(request, form, lambda: decline_handover(handover, reason=reason, by=request.user, at=now()))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:day")
    return team_form(request, "web/decline.html", form, case=handover.case, back=f"/handovers/{handover.pk}/")


@login_required
@require_POST
def handover_withdraw(request: HttpRequest, pk: Any) -> HttpResponse:
    handover = withdraw_handover(_handover(request, pk), by=request.user, at=now())
    return redirect("web:team", handover.case_id)


def _handover(request: HttpRequest, pk: Any) -> Handover:
    rows = Handover.objects.visible_to(request.user)
    found: Handover = one(rows.select_related("case__survivor", "case__organisation", "to_user", "from_user"), pk)
    return found
