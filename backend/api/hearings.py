"""Sittings in court: scheduled, and how they went."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import User
from backend.api.bodies import Body, Choice, Key, Moment, Text, YesNo, given
from backend.api.parameters import IDEMPOTENCY_KEY, IF_MATCH, IF_NONE_MATCH, reveal_parameter
from backend.api.queries import asked_to_reveal
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import agency_or_422, content_or_403, one_or_404
from backend.api.told import Told
from backend.api.versions import expected_version, unless_known, with_etag
from backend.cases.revealing import reveal
from backend.kernel.clock import now
from backend.proceedings.filters import HearingFilter
from backend.proceedings.hearings import record_hearing_result, schedule_hearing
from backend.proceedings.models import Hearing, HearingStatus, Proceeding

RESULTS = [choice for choice in HearingStatus.choices if choice[0] != HearingStatus.SCHEDULED]


class HearingTold(Told):
    case = serializers.UUIDField(source="proceeding.case_id")

    class Meta:
        model = Hearing
        fields = [
            "id", "case", "proceeding", "court", "room", "starts_at", "attendee", "closed_to_public", "status",
            "next_hearing", "version",
        ]  # fmt: skip


class HearingRevealed(HearingTold):
    """A hearing with what was asked for in `reveal`."""

    note = serializers.CharField(required=False)
    postponed_reason = serializers.CharField(required=False)

    class Meta(HearingTold.Meta):
        fields = [*HearingTold.Meta.fields, *Hearing.REVEALED]


class HearingToSchedule(Body):
    """`court` is an agency of the kind `court`; `attendee` is on the team (by default whoever leads the case)."""

    proceeding = Key()
    court = Key()
    starts_at = Moment()
    room = Text(required=False, allow_blank=True, max_length=30)
    attendee = Key(required=False, allow_null=True)
    closed_to_public = YesNo(required=False)


class HearingResult(Body):
    """A postponed hearing says why; `next_starts_at` schedules the next one."""

    status = Choice(choices=RESULTS)
    postponed_reason = Text(required=False, allow_blank=True, max_length=200)
    next_starts_at = Moment(required=False, allow_null=True)
    note_text = Text(required=False, allow_blank=True, max_length=5000)


class HearingResource(Resource):
    """The sittings of the cases the caller may know of."""

    serializer_class = HearingTold
    filterset_class = HearingFilter
    orderings = ("starts_at", "-starts_at", "id", "-id")
    parameters = {"retrieve": {"reveal"}}

    def rows(self) -> Any:
        return Hearing.objects.visible_to(self.request.user).select_related("proceeding").defer(*Hearing.REVEALED)

    @extend_schema(operation_id="list_hearings", summary="List hearings")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), HearingTold)

    @extend_schema(
        operation_id="get_hearing", summary="Read a hearing", responses=HearingRevealed,
        parameters=[IF_NONE_MATCH, reveal_parameter(*Hearing.REVEALED)],
    )  # fmt: skip
    def retrieve(self, request: Request, pk: str) -> Response:
        names = asked_to_reveal(request, Hearing.REVEALED)
        rows = Hearing.objects.visible_to(request.user).select_related("proceeding__case")
        hearing = one_or_404(rows, pk)
        body = dict(HearingTold(hearing).data)
        if names:
            body |= reveal(hearing, names, case=hearing.proceeding.case, by=request.user, at=now())
        return unless_known(request, body, hearing.version)

    @extend_schema(
        operation_id="schedule_hearing", summary="Schedule a hearing", request=HearingToSchedule,
        responses={201: HearingTold}, parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request) -> Response:
        facts = given(HearingToSchedule, request)
        rows = Proceeding.objects.visible_to(request.user).select_related("case")
        proceeding = one_or_404(rows, facts.pop("proceeding"), field="proceeding")
        content_or_403(request.user, proceeding.case)
        facts["court"] = agency_or_422(facts["court"], field="court")
        if attendee := facts.get("attendee"):
            facts["attendee"] = one_or_404(User.objects.visible_to(request.user), attendee, field="attendee")

        def work() -> Response:
            hearing = schedule_hearing(proceeding, by=request.user, at=now(), **facts)
            return with_etag(Response(HearingTold(hearing).data, status=status.HTTP_201_CREATED), hearing.version)

        return answered_once(request, work)

    @extend_schema(
        operation_id="record_hearing_result", summary="Record how a hearing went", request=HearingResult,
        responses=HearingTold, parameters=[IF_MATCH],
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    def result(self, request: Request, pk: str) -> Response:
        hearing = one_or_404(Hearing.objects.visible_to(request.user).select_related("proceeding__case"), pk)
        content_or_403(request.user, hearing.proceeding.case)
        facts = given(HearingResult, request)
        hearing = record_hearing_result(
            hearing, facts.pop("status"), expected_version=expected_version(request), by=request.user, at=now(), **facts
        )
        return with_etag(Response(HearingTold(hearing).data), hearing.version)
