"""Checks at intake: of one case, one finding with its decision, and what waits in all of one's cases."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.accounts.models import User
from backend.accounts.roles import Role
from backend.cases.check_models import Check, Finding, MatchRequest
from backend.cases.checks.deciding import decide_finding
from backend.cases.checks.opening import (
    answer_request,
    ask_to_open,
    end_consent,
    is_open_to,
    latest_request,
    withdraw_request,
)
from backend.cases.checks.policies import may_ask_for_checks, speaks_for
from backend.cases.checks.running import check_case
from backend.cases.checks.waiting import checks_by_colleague, waiting_for
from backend.cases.models import Case
from backend.kernel.clock import now
from backend.kernel.errors import InvalidInput, RuleBroken
from backend.proceedings.matches import opened_match
from backend.web.answers import put_on_form, status_of
from backend.web.checks_shown import Names, shown_checks, shown_finding, shown_tracks
from backend.web.forms.checks import AskForm, DecisionForm
from backend.web.once import do_once
from backend.web.rows import is_on_team, one

LINES = 50


@login_required
@require_safe
def checks_page(request: HttpRequest) -> HttpResponse:
    """What waits for a decision in all of the user's cases; for coordinators also who has checked how much."""
    moment = now()
    user: Any = request.user
    is_coordinator = bool(user.organisations_as(Role.COORDINATOR))
    context = {
        "waiting": waiting_for(user, moment),
        "is_coordinator": is_coordinator,
        "askers": checks_by_colleague(user, moment) if is_coordinator else [],
    }
    return render(request, "web/checks.html", context)


@login_required
@require_safe
def case_checks(request: HttpRequest, pk: Any) -> HttpResponse:
    """The team sees that checks were made; what came of them is for whoever decides."""
    case = one(Case.objects.visible_to(request.user).select_related("survivor"), pk)
    decides = may_ask_for_checks(request.user, case)
    return render(request, "web/case_checks.html", _of_case(request.user, case, decides=decides))


def _of_case(user: User, case: Case, *, decides: bool) -> dict[str, Any]:
    names = Names(case)
    rows = Finding.objects.visible_to(user).filter(case=case).select_related("decided_by", "member", "case")
    found = [shown_finding(row, names) for row in rows] if decides else []
    checks = Check.objects.visible_to(user).shown_to(user).filter(case=case).select_related("made_by")[:LINES]
    return {
        "case": case,
        "open_to_user": is_on_team(user, case),
        "decides": decides,
        "undecided": [each for each in found if each.row.is_undecided],
        "decided": [each for each in found if not each.row.is_undecided],
        "checks": shown_checks(checks, names, with_results=decides),
    }


@login_required
@require_POST
def checks_run(request: HttpRequest, pk: Any) -> HttpResponse:
    check_case(one(Case.objects.visible_to(request.user), pk), by=request.user, at=now())
    return redirect("web:case-checks", pk)


@login_required
@require_http_methods(["GET", "POST"])
def finding_page(request: HttpRequest, pk: Any) -> HttpResponse:
    """One finding: what seems to be so, the decision, and whether the two leads show each other their cases."""
    row = _finding(request.user, pk)
    form = DecisionForm(
        request.POST or None,
        finding=row,
        initial={"decision": row.decision, "reason": row.reason or "", "version": row.version},
    )
    if request.method == "POST" and form.is_valid():
        told = form.facts()
        version = told.pop("version")
        try:
            do_once(
                request, form, lambda: decide_finding(row, expected_version=version, by=request.user, at=now(), **told)
            )
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:case-checks", row.case_id)
    return _finding_shown(request, row, form=form)


@login_required
@require_POST
def match_ask(request: HttpRequest, pk: Any) -> HttpResponse:
    row = _finding(request.user, pk)
    form = AskForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["note"]
        try:
            do_once(request, form, lambda: ask_to_open(row, note_text=text, by=request.user, at=now()))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:finding", row.pk)
    return _finding_shown(request, row, ask=form)


@login_required
@require_POST
def match_answer(request: HttpRequest, pk: Any) -> HttpResponse:
    row, answer = _request(request.user, pk), request.POST.get("answer")
    if answer not in ("accept", "decline"):
        raise InvalidInput(_("Choose one of the list."), field="answer")
    answer_request(row, accept=answer == "accept", by=request.user, at=now())
    return redirect("web:finding", row.answering_id)


@login_required
@require_POST
def match_withdraw(request: HttpRequest, pk: Any) -> HttpResponse:
    row = withdraw_request(_request(request.user, pk), by=request.user, at=now())
    return redirect("web:finding", row.finding_id)


@login_required
@require_POST
def match_end(request: HttpRequest, pk: Any) -> HttpResponse:
    row = end_consent(_request(request.user, pk), by=request.user, at=now())
    own = row.finding if speaks_for(request.user, row.finding.case) else row.answering
    return redirect("web:finding", own.pk)


def _finding(user: Any, pk: Any) -> Finding:
    found: Finding = one(Finding.objects.visible_to(user).select_related("case__survivor", "decided_by", "member"), pk)
    return found


def _request(user: Any, pk: Any) -> MatchRequest:
    found: MatchRequest = one(MatchRequest.objects.visible_to(user), pk)
    return found


def _finding_shown(
    request: HttpRequest, row: Finding, *, form: DecisionForm | None = None, ask: AskForm | None = None
) -> HttpResponse:
    moment, user = now(), request.user
    decision = form or DecisionForm(
        finding=row, initial={"decision": row.decision, "reason": row.reason or "", "version": row.version}
    )
    latest = latest_request(row)
    opened = opened_match(row, by=user, at=moment) if is_open_to(user, row) else None
    may_speak = speaks_for(user, row.case)
    context = {
        "case": row.case,
        "open_to_user": is_on_team(user, row.case),
        "line": shown_finding(row, Names(row.case)),
        "is_on_the_team": row.member_id and row.case.team.filter(user=row.member_id, ended_at=None).exists(),
        "form": decision,
        "ask": ask or AskForm(),
        "latest": latest if may_speak else None,
        "is_asker": latest is not None and latest.finding_id == row.pk,
        "may_answer": latest is not None and latest.answering_id == row.pk and latest.is_open_at(moment),
        "may_ask": may_speak and row.can_be_opened and not (latest and (latest.is_open_at(moment) or opened)),
        "opened": opened,
        "tracks": shown_tracks(opened) if opened else [],
    }
    return render(request, "web/finding.html", context, status=max(status_of(decision), status_of(context["ask"])))
