"""Naming the last day of a deadline that the law leaves open, or that a decision extended or restored."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from backend.deadlines.models import Deadline
from backend.deadlines.services import set_deadline_day
from backend.kernel.clock import now
from backend.kernel.errors import RuleBroken
from backend.law.queries import cited_rule
from backend.proceedings.problems import title
from backend.web.answers import put_on_form, status_of
from backend.web.forms.deadlines import DeadlineDayForm
from backend.web.once import do_once
from backend.web.rows import to_fill_in


@login_required
@require_http_methods(["GET", "POST"])
def deadline_day(request: HttpRequest, pk: Any) -> HttpResponse:
    """Which day, why it is that day, and on what ground."""
    deadline = to_fill_in(request, Deadline, pk, "proceeding__case", "trigger")
    rule = cited_rule(deadline.rule_key, deadline.rule_version)
    form = DeadlineDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("until", "why", "reason")}
        try:
            do_once(request, form, lambda: set_deadline_day(deadline, **told, by=request.user, at=now()))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:case", deadline.proceeding.case_id)
    context = {"form": form, "deadline": deadline, "case": deadline.proceeding.case, "title": title(rule.titles)}
    return render(request, "web/deadline_day.html", context, status=status_of(form))
