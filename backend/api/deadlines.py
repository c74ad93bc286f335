"""What is due, from whom, until when, and by which rule."""

from typing import Any

import django_filters as df
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Body, Text, given
from backend.api.events import Reason
from backend.api.resources import Resource
from backend.api.rows import content_or_403, one_or_404
from backend.api.told import Told
from backend.deadlines.filters import DeadlineFilter
from backend.deadlines.models import Deadline, DeadlineState
from backend.deadlines.services import set_deadline_day, waive_deadline
from backend.kernel.clock import now
from backend.proceedings.deciding import SET_BECAUSE

OVERDUE = "overdue"


class DeadlineFilterNow(DeadlineFilter):
    """The filters of deadlines, and `status`: the state as it is at this moment. Overdue is asked, never stored."""

    status = df.ChoiceFilter(
        choices=[*DeadlineState.choices, (OVERDUE, "running, and its last moment has passed")],
        method="as_it_is_now",
        help_text="`state`, or `overdue`.",
    )

    def as_it_is_now(self, deadlines: Any, _name: str, asked: str) -> Any:
        return deadlines.overdue(now()) if asked == OVERDUE else deadlines.filter(state=asked)


class DeadlineTold(Told):
    """`act_by` is when our side must act (the safe reading), `due_at` when the obligor is late; both exclusive ends."""

    case = serializers.UUIDField(source="proceeding.case_id")
    is_overdue = serializers.SerializerMethodField()

    class Meta:
        model = Deadline
        fields = [
            "id", "case", "proceeding", "trigger", "rule_key", "rule_version", "obligor", "due_at", "act_by", "article",
            "needs_review", "calendar_version", "state", "met_by", "met_at", "is_overdue",
        ]  # fmt: skip

    def get_is_overdue(self, deadline: Deadline) -> bool:
        return deadline.is_overdue(now())


class DayToSet(Body):
    until = serializers.DateField(help_text="The last day.")
    why = serializers.ChoiceField(choices=list(SET_BECAUSE.items()))
    reason = Text(max_length=200)


class DeadlineResource(Resource):
    """The clocks of the cases the caller may know of, ours and the authorities'."""

    serializer_class = DeadlineTold
    filterset_class = DeadlineFilterNow
    orderings = ("act_by", "-act_by", "due_at", "-due_at", "id", "-id")

    def rows(self) -> Any:
        return Deadline.objects.visible_to(self.request.user).select_related("proceeding")

    @extend_schema(operation_id="list_deadlines", summary="List deadlines")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), DeadlineTold)

    @extend_schema(operation_id="get_deadline", summary="Read a deadline", responses=DeadlineTold)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(DeadlineTold(one_or_404(self.rows(), pk)).data)

    @extend_schema(
        operation_id="waive_deadline", summary="Waive a deadline of ours", request=Reason, responses=DeadlineTold
    )
    @action(detail=True, methods=["post"])
    def waive(self, request: Request, pk: str) -> Response:
        """Decide not to use a term of ours, and say why: an event of the proceeding, taken back like any other."""
        deadline = one_or_404(self.rows().select_related("proceeding__case"), pk)
        content_or_403(request.user, deadline.proceeding.case)
        reason = given(Reason, request)["reason"]
        return Response(DeadlineTold(waive_deadline(deadline, reason=reason, by=request.user, at=now())).data)

    @extend_schema(
        operation_id="set_deadline_day",
        summary="Name the last day of a deadline",
        request=DayToSet,
        responses=DeadlineTold,
    )
    @action(detail=True, methods=["post"], url_path="day", url_name="day")
    def set_day(self, request: Request, pk: str) -> Response:
        """For a term that the law leaves open, that was extended or restored: whoever leads the case names the day.

        An event of the proceeding, taken back like any other; the latest day counts.
        """
        deadline = one_or_404(self.rows().select_related("proceeding__case"), pk)
        content_or_403(request.user, deadline.proceeding.case)
        told = given(DayToSet, request)
        return Response(DeadlineTold(set_deadline_day(deadline, **told, by=request.user, at=now())).data)
