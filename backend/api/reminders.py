"""What will be and was told to whom, and who has taken note."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.resources import Resource
from backend.api.rows import one_or_404
from backend.api.told import Told
from backend.deadlines.filters import ReminderFilter
from backend.deadlines.models import Reminder
from backend.deadlines.services import acknowledge_reminder
from backend.kernel.clock import now


class ReminderTold(Told):
    """`handed_at` is when it went out to the person's channels; null while its moment is still ahead."""

    case = serializers.UUIDField(source="proceeding.case_id")

    class Meta:
        model = Reminder
        fields = [
            "id", "kind", "user", "case", "proceeding", "deadline", "hearing", "due_at", "handed_at", "acknowledged_at",
        ]  # fmt: skip


class ReminderResource(Resource):
    """The caller's reminders, and those of the cases she may know of; cancelled ones are left out."""

    serializer_class = ReminderTold
    filterset_class = ReminderFilter
    orderings = ("due_at", "-due_at", "id", "-id")

    def rows(self) -> Any:
        return Reminder.objects.visible_to(self.request.user).filter(cancelled_at=None).select_related("proceeding")

    @extend_schema(operation_id="list_reminders", summary="List reminders")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), ReminderTold)

    @extend_schema(operation_id="get_reminder", summary="Read a reminder", responses=ReminderTold)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(ReminderTold(one_or_404(self.rows(), pk)).data)

    @extend_schema(
        operation_id="acknowledge_reminder", summary="Take note of a reminder", request=None, responses=ReminderTold
    )
    @action(detail=True, methods=["post"])
    def acknowledge(self, request: Request, pk: str) -> Response:
        """By the person who was reminded; a second time changes nothing."""
        reminder = one_or_404(self.rows(), pk)
        return Response(ReminderTold(acknowledge_reminder(reminder, by=request.user, at=now())).data)
