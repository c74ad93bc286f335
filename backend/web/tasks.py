"""Tasks: made, changed, done, cancelled, reopened, from the page of the work or from any work list."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from backend.cases.at_work import people_on
from backend.cases.choices import TeamRole
from backend.cases.models import Case
from backend.cases.policies import may_work_on
from backend.cases.tasks import cancel_task, change_task, complete_task, make_task, reopen_task
from backend.cases.work_choices import TaskKind
from backend.cases.work_models import Task
from backend.kernel.clock import now
from backend.kernel.errors import RuleBroken
from backend.web.answers import put_on_form, status_of
from backend.web.forms.work import ReasonForm, TaskForm
from backend.web.once import do_once
from backend.web.rows import content_of, to_fill_in
from backend.web.work_answers import form_page, to_the_work
from backend.web.work_shown import shown_task, task_title

GET_OR_POST = require_http_methods(["GET", "POST"])


@login_required
@GET_OR_POST
def task_make(request: HttpRequest, pk: Any) -> HttpResponse:
    case = to_fill_in(request, Case, pk)
    form = TaskForm(
        request.POST or None,
        colleagues=people_on(case, but=[TeamRole.OBSERVER]),
        initial={"assignee": request.user.pk},
    )
    if request.method == "POST" and form.is_valid():
        told = form.facts()
        told.pop("version")
        try:
            do_once(request, form, lambda: make_task(case, told.pop("title"), by=request.user, at=now(), **told))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return to_the_work(request, case)
    return form_page(request, "web/task_form.html", {"form": form, "case": case}, status_of(form))


@login_required
@GET_OR_POST
def task_change(request: HttpRequest, pk: Any) -> HttpResponse:
    row = to_fill_in(request, Task, pk, "case", "assignee")
    form = TaskForm(
        request.POST or None,
        colleagues=people_on(row.case, but=[TeamRole.OBSERVER]),
        with_title=row.kind == TaskKind.TASK,
        initial={
            "title": row.title,
            "due_on": f"{row.due_on:%d.%m.%Y}",
            "assignee": row.assignee_id,
            "version": row.version,
        },
    )
    if request.method == "POST" and form.is_valid():
        told = {"title": "", **form.facts()}
        version = told.pop("version")
        try:
            change_task(row, expected_version=version, by=request.user, at=now(), **told)
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return to_the_work(request, row.case)
    context = {"form": form, "case": row.case, "task": row, "title": task_title(row)}
    return form_page(request, "web/task_form.html", context, status_of(form))


@login_required
@GET_OR_POST
def task_cancel(request: HttpRequest, pk: Any) -> HttpResponse:
    row = to_fill_in(request, Task, pk, "case")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_task(row, reason=form.cleaned_data["reason"], by=request.user, at=now())
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return to_the_work(request, row.case)
    context = {"form": form, "case": row.case, "task": row, "title": task_title(row)}
    return form_page(request, "web/task_cancel.html", context, status_of(form))


@login_required
@require_POST
def task_done(request: HttpRequest, pk: Any) -> HttpResponse:
    return _end(request, pk, complete_task)


@login_required
@require_POST
def task_reopen(request: HttpRequest, pk: Any) -> HttpResponse:
    return _end(request, pk, reopen_task)


def _end(request: HttpRequest, pk: Any, verb: Callable[..., Task]) -> HttpResponse:
    """Do it; htmx gets the line as it stands now, a plain form the page it was sent from."""
    moment = now()
    row = verb(content_of(request.user, Task, pk, "case", "assignee"), by=request.user, at=moment)
    if request.htmx:
        context = {"line": shown_task(row, moment), "may_work": may_work_on(request.user, row.case), "answered": True}
        return render(request, "web/components/task.html", context)
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        return redirect(back)
    return redirect("web:case-work", row.case_id)
