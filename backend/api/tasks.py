"""Tasks of the cases on whose team the caller is."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import User
from backend.api.bodies import Body, Day, Key, Text, given
from backend.api.parameters import IDEMPOTENCY_KEY, IF_MATCH, IF_NONE_MATCH
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import case_or_404, one_or_404
from backend.api.told import Told
from backend.api.versions import expected_version, unless_known, with_etag
from backend.cases.tasks import LONGEST_TITLE, cancel_task, change_task, complete_task, make_task, reopen_task
from backend.cases.work_filters import TaskFilter
from backend.cases.work_models import Task
from backend.kernel.clock import now


class TaskTold(Told):
    """A planned contact has no title of its own; `contact` is the one in which it was agreed."""

    title = serializers.CharField()
    cancelled_because = serializers.CharField()

    class Meta:
        model = Task
        fields = [
            "id", "case", "kind", "contact", "title", "due_on", "due_time", "assignee", "made_by", "made_at", "state",
            "ended_by", "ended_at", "cancelled_because", "version",
        ]  # fmt: skip


class TaskToMake(Body):
    """`assignee` works on the case; left out, it is the caller."""

    title = Text(max_length=LONGEST_TITLE)
    due_on = Day()
    assignee = Key(required=False, allow_null=True)


class TaskToChange(Body):
    """What is left out stays as it is."""

    title = Text(max_length=LONGEST_TITLE, required=False)
    due_on = Day(required=False)
    assignee = Key(required=False)


class TaskToCancel(Body):
    reason = Text(max_length=1000)


def _facts(body: type[Body], request: Request) -> dict[str, Any]:
    facts = given(body, request)
    if assignee := facts.get("assignee"):
        facts["assignee"] = one_or_404(User.objects.visible_to(request.user), assignee, field="assignee")
    return facts


class TaskResource(Resource):
    """What is to be done by which day and by whom, planned contacts included."""

    serializer_class = TaskTold
    filterset_class = TaskFilter
    orderings = ("due_on", "-due_on", "id", "-id")

    def rows(self) -> Any:
        return Task.objects.content_visible_to(self.request.user).select_related("case", "assignee")

    @extend_schema(operation_id="list_tasks", summary="List tasks")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), TaskTold)

    @extend_schema(operation_id="get_task", summary="Read a task", responses=TaskTold, parameters=[IF_NONE_MATCH])
    def retrieve(self, request: Request, pk: str) -> Response:
        task = one_or_404(self.rows(), pk)
        return unless_known(request, TaskTold(task).data, task.version)

    @extend_schema(
        operation_id="change_task", summary="Change a task", request=TaskToChange, responses=TaskTold,
        parameters=[IF_MATCH],
    )  # fmt: skip
    def partial_update(self, request: Request, pk: str) -> Response:
        task = one_or_404(self.rows(), pk)
        facts, version = _facts(TaskToChange, request), expected_version(request)
        told = {"title": task.title, "due_on": task.due_on, "assignee": task.assignee, **facts}
        task = change_task(task, expected_version=version, by=request.user, at=now(), **told)
        return with_etag(Response(TaskTold(task).data), task.version)

    @extend_schema(operation_id="complete_task", summary="Say that a task is done", request=None, responses=TaskTold)
    def done(self, request: Request, pk: str) -> Response:
        """A second time changes nothing."""
        return self._ended(request, pk, complete_task)

    @extend_schema(operation_id="cancel_task", summary="Cancel a task", request=TaskToCancel, responses=TaskTold)
    def cancel(self, request: Request, pk: str) -> Response:
        one_or_404(self.rows(), pk)
        return self._ended(request, pk, cancel_task, reason=given(TaskToCancel, request)["reason"])

    @extend_schema(operation_id="reopen_task", summary="Reopen a task", request=None, responses=TaskTold)
    def reopen(self, request: Request, pk: str) -> Response:
        return self._ended(request, pk, reopen_task)

    def _ended(self, request: Request, pk: str, verb: Callable[..., Task], **told: Any) -> Response:
        task = verb(one_or_404(self.rows(), pk), by=request.user, at=now(), **told)
        return with_etag(Response(TaskTold(task).data), task.version)


class TaskOfCaseResource(Resource):
    """The tasks of one case."""

    serializer_class = TaskTold
    filterset_class = TaskFilter
    orderings = ("due_on", "-due_on", "id", "-id")

    def rows(self) -> Any:
        return Task.objects.content_visible_to(self.request.user).select_related("case", "assignee")

    @extend_schema(operation_id="list_tasks_of_case", summary="List the tasks of a case")
    def list(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        return self.page_of(self.rows().filter(case=case), TaskTold)

    @extend_schema(
        operation_id="make_task", summary="Make a task", request=TaskToMake, responses={201: TaskTold},
        parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        facts = _facts(TaskToMake, request)

        def work() -> Response:
            task = make_task(case, facts.pop("title"), by=request.user, at=now(), **facts)
            return with_etag(Response(TaskTold(task).data, status=status.HTTP_201_CREATED), task.version)

        return answered_once(request, work)
