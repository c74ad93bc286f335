"""Tasks: made, changed, done, cancelled, reopened, handed over with their person."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.at_work import on_the_team_or_refuse, people_on, working_team_only
from backend.cases.choices import TeamRole
from backend.cases.models import Case
from backend.cases.policies import may_hand_over
from backend.cases.services import note as write_log
from backend.cases.work_choices import TaskKind, TaskState
from backend.cases.work_models import Task
from backend.cases.work_querysets import last_day_ahead
from backend.kernel.clock import ALMATY
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage, StaleVersion

LONGEST_TITLE = 200
FURTHEST = timedelta(days=5 * 366)


def tasks_due(user: User, now: datetime) -> Any:
    """What the user answers for and what presses: overdue, due today or within a week, the nearest first.

    Her own tasks and, in the cases she leads, those of colleagues who have left the team: nothing is orphaned.
    """
    rows = Task.objects.content_visible_to(user).open().due_by(last_day_ahead(now)).answered_for_by(user)
    return rows.select_related("case__survivor", "assignee").order_by("due_on", "due_time", "id")


@transaction.atomic
def make_task(case: Case, title: str, *, due_on: date, by: User, at: datetime, assignee: User | None = None) -> Task:
    """Give somebody on the team (by default oneself) something to do by a day."""
    case = working_team_only(by, case)
    assignee = assignee or by
    on_the_team_or_refuse(assignee, case, field="assignee")
    today = at.astimezone(ALMATY).date()
    _check_title(title)
    _check_day(due_on, today)
    told_already = due_on if due_on == today and assignee.pk == by.pk else None
    task = Task.objects.create(
        case=case, title=title.strip(), due_on=due_on, assignee=assignee, made_by=by, made_at=at,
        reminded_for=told_already,
    )  # fmt: skip
    write_log(case, "task.made", by=by, at=at, subject=task.pk)
    return task


@transaction.atomic
def change_task(
    task: Task, *, title: str, due_on: date, assignee: User, expected_version: int | None, by: User, at: datetime
) -> Task:
    """Change what is to be done, by when or by whom, while it is still open. A planned contact keeps its own title."""
    task = _locked(task, by=by)
    if expected_version is not None and task.version != expected_version:
        raise StaleVersion(_("Somebody else changed this record meanwhile. Look at it again; what you typed is kept."))
    _open_only(task)
    on_the_team_or_refuse(assignee, task.case, field="assignee")
    if task.kind == TaskKind.TASK:
        _check_title(title)
        task.title = title.strip()
    if due_on != task.due_on:
        _check_day(due_on, at.astimezone(ALMATY).date())
    task.due_on, task.assignee = due_on, assignee
    _save(task, "title", "due_on", "assignee")
    write_log(task.case, "task.changed", by=by, at=at, subject=task.pk)
    return task


@transaction.atomic
def complete_task(task: Task, *, by: User, at: datetime) -> Task:
    """Say that it is done; anybody working on the case may. A second press changes nothing."""
    task = _locked(task, by=by)
    if task.state == TaskState.DONE:
        return task
    _open_only(task)
    return _end(task, TaskState.DONE, "task.done", by=by, at=at)


@transaction.atomic
def cancel_task(task: Task, *, reason: str, by: User, at: datetime) -> Task:
    """Say that it need not be done any more, and why."""
    task = _locked(task, by=by)
    _open_only(task)
    if not reason.strip():
        raise InvalidInput(_("Say why the task is cancelled."), field="reason")
    task.cancelled_because = reason.strip()[:1000]
    return _end(task, TaskState.CANCELLED, "task.cancelled", by=by, at=at)


@transaction.atomic
def reopen_task(task: Task, *, by: User, at: datetime) -> Task:
    """Take back that it was done or cancelled. Who had left the team meanwhile gives it to whoever reopens it."""
    task = _locked(task, by=by)
    if task.state == TaskState.OPEN:
        raise NotAtThisStage(_("This task is open."))
    task.state, task.ended_at, task.ended_by, task.cancelled_because = TaskState.OPEN, None, None, ""
    if not people_on(task.case, but=[TeamRole.OBSERVER]).filter(pk=task.assignee_id).exists():
        task.assignee = by
    _save(task, "state", "ended_at", "ended_by", "cancelled_because", "assignee")
    write_log(task.case, "task.reopened", by=by, at=at, subject=task.pk)
    return task


@dataclass(frozen=True, slots=True)
class HandedOver:
    """How many tasks went over, and the codes of the cases whose tasks could not: the other is not on their teams."""

    moved: int
    left_in: tuple[str, ...]


@transaction.atomic
def hand_over_tasks(from_user: User, to_user: User, *, by: User, at: datetime, case: Case | None = None) -> HandedOver:
    """Give a colleague's open tasks (all of them, or those of one case) to another who works on the same cases.

    Her own anybody may give away; those of others, who manages the team of each case. Raises NotAllowed otherwise.
    """
    rows = Task.objects.open().filter(assignee=from_user)
    rows = rows.filter(case=case) if case is not None else rows
    moved, left_in = 0, set()
    for task in rows.select_for_update(of=("self",)).select_related("case").order_by("case", "id"):
        if by.pk != from_user.pk and not may_hand_over(by, task.case):
            raise NotAllowed(_("Only the lead or a coordinator may hand over a colleague's tasks."))
        if not people_on(task.case, but=[TeamRole.OBSERVER]).filter(pk=to_user.pk).exists():
            left_in.add(task.case.code)
            continue
        task.assignee = to_user
        _save(task, "assignee")
        write_log(task.case, "task.handed_over", by=by, at=at, subject=task.pk, to=str(to_user.pk))
        moved += 1
    return HandedOver(moved, tuple(sorted(left_in)))


def _locked(task: Task, *, by: User) -> Task:
    case = working_team_only(by, task.case)
    row: Task = Task.objects.select_for_update(of=("self",)).select_related("assignee").get(pk=task.pk)
    row.case = case
    return row


def _open_only(task: Task) -> None:
    if task.state != TaskState.OPEN:
        raise NotAtThisStage(_("This task has ended already. Reopen it first."))


def _check_title(title: str) -> None:
    if not title.strip():
        raise InvalidInput(_("Say what is to be done."), field="title")
    if len(title) > LONGEST_TITLE:
        raise InvalidInput(_("The title of a task may have at most 200 characters."), field="title")


def _check_day(due_on: date, today: date) -> None:
    if due_on < today:
        raise InvalidInput(_("This day has passed: choose today or a later one."), field="due_on")
    if due_on > today + FURTHEST:
        raise InvalidInput(_("A task more than five years ahead must be a slip: check the year."), field="due_on")


def _end(task: Task, state: str, verb: str, *, by: User, at: datetime) -> Task:
    task.state, task.ended_at, task.ended_by = state, at, by
    _save(task, "state", "ended_at", "ended_by", "cancelled_because")
    write_log(task.case, verb, by=by, at=at, subject=task.pk)
    return task


def _save(task: Task, *changed: str) -> None:
    task.version += 1
    task.save(update_fields=[*changed, "version"])
