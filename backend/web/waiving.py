"""Deciding not to use a term of ours, and saying why."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from backend.cases.noting import refused
from backend.cases.policies import may_work_on
from backend.deadlines.models import Deadline
from backend.deadlines.services import waive_deadline
from backend.kernel.clock import now
from backend.kernel.errors import RuleBroken
from backend.law.queries import cited_rule
from backend.proceedings.problems import title
from backend.web.answers import put_on_form, status_of
from backend.web.forms.work import ReasonForm
from backend.web.moments import full_day, local_day
from backend.web.once import do_once
from backend.web.rows import content_of


@login_required
@require_http_methods(["GET", "POST"])
def deadline_waive(request: HttpRequest, pk: Any) -> HttpResponse:
    """An event of the proceeding, taken back like any other; `?to=close` leads back to closing the case."""
    row = content_of(request.user, Deadline, pk, "proceeding__case")
    case = row.proceeding.case
    if not may_work_on(request.user, case):
        raise refused(case)
    back = "web:case-close" if request.GET.get("to") == "close" else "web:case"
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            do_once(request, form, lambda: waive_deadline(row, reason=reason, by=request.user, at=now()))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect(back, case.pk)
    rule = cited_rule(row.rule_key, row.rule_version)
    context = {
        "case": case,
        "row": row,
        "form": form,
        "back": back,
        "title": title(rule.titles),
        "if_missed": title(rule.if_missed),
        "day": full_day(local_day(row.act_by - row.act_by.resolution)) if row.act_by else "",
    }
    return render(request, "web/deadline_waive.html", context, status=status_of(form))
