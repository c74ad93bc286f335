"""Tasks of the cases on whose team the caller is."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import User
from backend.api.proceedings import Reason, do_once, given
from backend.api.rows import case_or_404, one_or_404
from backend.api.versions import expected_version, with_etag
from backend.cases.tasks import LONGEST_TITLE, cancel_task, change_task, complete_task, make_task, reopen_task
from backend.cases.work_filters import TaskFilter
from backend.cases.work_models import Task
from backend.kernel.clock import now


class TaskOut(serializers.ModelSerializer[Task]):
    """A planned contact has no title of its own; `contact` is the one it was agreed in."""

    title = serializers.CharField()
    cancelled_because = serializers.CharField()

    class Meta:
        model = Task
        fields = [
            "id", "case", "kind", "contact", "title", "due_on", "due_time", "assignee", "made_by", "made_at", "state",
            "ended_by", "ended_at", "cancelled_because", "version",
        ]  # fmt: skip


class TaskIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=LONGEST_TITLE)
    due_on = serializers.DateField()
    assignee = serializers.UUIDField(required=False)


class TaskChange(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=LONGEST_TITLE, required=False)
    due_on = serializers.DateField(required=False)
    assignee = serializers.UUIDField(required=False)


def _facts(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    facts = given(serializer, request)
    if assignee := facts.get("assignee"):
        facts["assignee"] = one_or_404(User.objects.visible_to(request.user), assignee)
    return facts


class Tasks(viewsets.GenericViewSet[Task]):
    serializer_class = TaskOut
    filterset_class = TaskFilter

    def get_queryset(self) -> Any:
        return Task.objects.content_visible_to(self.request.user).select_related("case", "assignee")

    @extend_schema(operation_id="list_tasks", responses=TaskOut(many=True))
    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(TaskOut(page, many=True).data)

    @extend_schema(operation_id="list_tasks_of_case", responses=TaskOut(many=True))
    def list_of_case(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        page = self.paginate_queryset(self.get_queryset().filter(case=case))
        return self.get_paginated_response(TaskOut(page, many=True).data)

    @extend_schema(operation_id="make_task", request=TaskIn, responses={201: TaskOut})
    def create(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        facts = _facts(TaskIn, request)
        row_id, code = do_once(request, lambda: make_task(case, facts.pop("title"), by=request.user, at=now(), **facts))
        row = self.get_queryset().get(pk=row_id)
        return with_etag(Response(TaskOut(row).data, status=code), row.version)

    @extend_schema(operation_id="get_task", responses=TaskOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        row = one_or_404(self.get_queryset(), pk)
        return with_etag(Response(TaskOut(row).data), row.version)

    @extend_schema(operation_id="change_task", request=TaskChange, responses=TaskOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = one_or_404(self.get_queryset(), pk)
        version, facts = expected_version(request), _facts(TaskChange, request)
        told = {"title": row.title, "due_on": row.due_on, "assignee": row.assignee, **facts}
        row = change_task(row, expected_version=version, by=request.user, at=now(), **told)
        return with_etag(Response(TaskOut(row).data), row.version)

    @extend_schema(operation_id="complete_task", request=None, responses=TaskOut)
    def done(self, request: Request, pk: str) -> Response:
        return self._ended(request, pk, complete_task)

    @extend_schema(operation_id="cancel_task", request=Reason, responses=TaskOut)
    def cancel(self, request: Request, pk: str) -> Response:
        one_or_404(self.get_queryset(), pk)
        return self._ended(request, pk, cancel_task, reason=given(Reason, request)["reason"])

    @extend_schema(operation_id="reopen_task", request=None, responses=TaskOut)
    def reopen(self, request: Request, pk: str) -> Response:
        return self._ended(request, pk, reopen_task)

    def _ended(self, request: Request, pk: str, verb: Callable[..., Task], **told: Any) -> Response:
        row = verb(one_or_404(self.get_queryset(), pk), by=request.user, at=now(), **told)
        return with_etag(Response(TaskOut(row).data), row.version)
