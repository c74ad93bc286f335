"""Proceedings with their events and next steps, hearings, deadlines, reminders, outcomes."""

import json
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import User
from backend.api.rows import case_or_404, content_or_403, one_or_404
from backend.api.versions import expected_version, with_etag
from backend.deadlines.filters import DeadlineFilter
from backend.deadlines.models import Deadline, Reminder
from backend.deadlines.services import acknowledge_reminder, waive_deadline
from backend.jobs.idempotency import once
from backend.kernel.clock import now
from backend.law.models import Agency
from backend.proceedings.hearings import record_hearing_result, schedule_hearing
from backend.proceedings.models import Event, Hearing, HearingStatus, ParentReason, Proceeding
from backend.proceedings.opening import open_proceeding
from backend.proceedings.problems import title
from backend.proceedings.recording import annul_event, record_event
from backend.proceedings.replaying import standing_events, state_of


class ProceedingOut(serializers.ModelSerializer[Proceeding]):
    class Meta:
        model = Proceeding
        fields = [
            "id", "case", "route", "stage", "agency", "number", "articles", "opened_at", "parent", "parent_reason",
            "version",
        ]  # fmt: skip


class ProceedingIn(serializers.Serializer[Any]):
    case = serializers.CharField()
    route = serializers.CharField()
    agency = serializers.UUIDField(required=False)
    articles = serializers.ListField(child=serializers.CharField(), required=False)
    parent = serializers.UUIDField(required=False)
    parent_reason = serializers.ChoiceField(choices=ParentReason.choices, required=False)


class EventOut(serializers.ModelSerializer[Event]):
    fields_told = serializers.JSONField(source="fields")

    class Meta:
        model = Event
        fields = ["id", "kind", "happened_at", "fields_told", "recorded_at", "recorded_by"]


class EventIn(serializers.Serializer[Any]):
    kind = serializers.CharField()
    happened_at = serializers.DateTimeField()
    fields_told = serializers.DictField(required=False)


class Reason(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200)


class HearingOut(serializers.ModelSerializer[Hearing]):
    postponed_reason = serializers.CharField()

    class Meta:
        model = Hearing
        fields = [
            "id", "proceeding", "court", "room", "starts_at", "attendee", "closed_to_public", "status",
            "postponed_reason", "next_hearing", "version",
        ]  # fmt: skip


class HearingIn(serializers.Serializer[Any]):
    proceeding = serializers.UUIDField()
    court = serializers.UUIDField()
    starts_at = serializers.DateTimeField()
    room = serializers.CharField(required=False, allow_blank=True, max_length=30)
    attendee = serializers.UUIDField(required=False)
    closed_to_public = serializers.BooleanField(required=False)


class ResultIn(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=HearingStatus.choices)
    postponed_reason = serializers.CharField(required=False, allow_blank=True, max_length=200)
    next_starts_at = serializers.DateTimeField(required=False, allow_null=True)
    note_text = serializers.CharField(required=False, allow_blank=True, max_length=5000)


class DeadlineOut(serializers.ModelSerializer[Deadline]):
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


class ReminderOut(serializers.ModelSerializer[Reminder]):
    class Meta:
        model = Reminder
        fields = ["id", "kind", "user", "proceeding", "deadline", "hearing", "due_at", "handed_at", "acknowledged_at"]


def given(serializer: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """What was sent, checked for its form."""
    asked = serializer(data=request.data)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


def do_once(request: Request, work: Any) -> tuple[str, int]:
    """Run `work` once for an `Idempotency-Key`; the row's id, and 201 whether made now or then."""
    body = request.path + json.dumps(request.data, sort_keys=True, default=str)
    row_id, _made = once(request.user, request.headers.get("Idempotency-Key", ""), body, work, at=now())
    return row_id, status.HTTP_201_CREATED


def agency_or_404(key: Any) -> Any:
    return one_or_404(Agency.objects.all(), key) if key else None


class ProceedingViewSet(viewsets.GenericViewSet[Proceeding]):
    serializer_class = ProceedingOut
    filterset_fields = ["case", "route", "stage"]

    def get_queryset(self) -> Any:
        return Proceeding.objects.visible_to(self.request.user).select_related("case")

    def _content(self, request: Request, pk: str) -> Any:
        proceeding = one_or_404(self.get_queryset(), pk)
        content_or_403(request.user, proceeding.case)
        return proceeding

    @extend_schema(operation_id="list_proceedings")
    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(ProceedingOut(page, many=True).data)

    @extend_schema(operation_id="open_proceeding", request=ProceedingIn, responses={201: ProceedingOut})
    def create(self, request: Request) -> Response:
        facts = given(ProceedingIn, request)
        case = case_or_404(request.user, facts.pop("case"), content=True)
        facts["agency"] = agency_or_404(facts.get("agency"))
        if parent := facts.get("parent"):
            facts["parent"] = one_or_404(self.get_queryset(), parent)
        proceeding = open_proceeding(case, facts.pop("route"), by=request.user, at=now(), **facts)
        return Response(ProceedingOut(proceeding).data, status=status.HTTP_201_CREATED)

    @extend_schema(operation_id="get_proceeding", responses=ProceedingOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(ProceedingOut(one_or_404(self.get_queryset(), pk)).data)

    @extend_schema(operation_id="list_events", responses=EventOut(many=True), methods=["get"])
    @extend_schema(operation_id="record_event", request=EventIn, responses={201: EventOut}, methods=["post"])
    @action(detail=True, methods=["get", "post"])
    def events(self, request: Request, pk: str) -> Response:
        proceeding = self._content(request, pk)
        if request.method == "GET":
            return Response(EventOut(standing_events(proceeding), many=True).data)
        facts = given(EventIn, request)

        def work() -> Event:
            return record_event(
                proceeding, facts["kind"], happened_at=facts["happened_at"], fields=facts.get("fields_told"),
                by=request.user, at=now(),
            )  # fmt: skip

        row_id, code = do_once(request, work)
        return Response(EventOut(Event.objects.content_visible_to(request.user).get(pk=row_id)).data, status=code)

    @extend_schema(operation_id="annul_event", request=Reason, responses={201: EventOut})
    @action(detail=True, methods=["post"], url_path=r"events/(?P<event>[^/]+)/annul")
    def annul(self, request: Request, pk: str, event: str) -> Response:
        proceeding = self._content(request, pk)
        row = one_or_404(Event.objects.content_visible_to(request.user).filter(proceeding=proceeding), event)
        annulment = annul_event(row, reason=given(Reason, request)["reason"], by=request.user, at=now())
        return Response(EventOut(annulment).data, status=status.HTTP_201_CREATED)

    @extend_schema(operation_id="list_next_steps", responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["get"], url_path="next-steps")
    def next_steps(self, request: Request, pk: str) -> Response:
        state = state_of(self._content(request, pk), now())
        steps = [
            {
                "key": each.step.key,
                "kind": each.step.kind,
                "target": each.step.target,
                "title": title(each.step.titles),
                "basis": each.step.basis,
                "answers_overdue": each.deadline.rule.key if each.deadline else None,
                "needs_review": bool(each.deadline and each.deadline.rule.needs_review),
            }
            for each in state.next_steps
        ]
        return Response({"stage": state.stage, "next_steps": steps})


class HearingViewSet(viewsets.GenericViewSet[Hearing]):
    serializer_class = HearingOut
    filterset_fields = ["status", "proceeding", "attendee"]

    def get_queryset(self) -> Any:
        return Hearing.objects.visible_to(self.request.user).select_related("proceeding__case")

    @extend_schema(operation_id="list_hearings")
    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(HearingOut(page, many=True).data)

    @extend_schema(operation_id="get_hearing", responses=HearingOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        hearing = one_or_404(self.get_queryset(), pk)
        return with_etag(Response(HearingOut(hearing).data), hearing.version)

    @extend_schema(operation_id="schedule_hearing", request=HearingIn, responses={201: HearingOut})
    def create(self, request: Request) -> Response:
        facts = given(HearingIn, request)
        proceeding = one_or_404(Proceeding.objects.visible_to(request.user), facts.pop("proceeding"))
        facts["court"] = agency_or_404(facts["court"])
        if attendee := facts.get("attendee"):
            facts["attendee"] = one_or_404(User.objects.visible_to(request.user), attendee)
        hearing = schedule_hearing(proceeding, by=request.user, at=now(), **facts)
        return with_etag(Response(HearingOut(hearing).data, status=status.HTTP_201_CREATED), hearing.version)

    @extend_schema(operation_id="record_hearing_result", request=ResultIn, responses=HearingOut)
    @action(detail=True, methods=["post"])
    def result(self, request: Request, pk: str) -> Response:
        hearing = one_or_404(self.get_queryset(), pk)
        facts = given(ResultIn, request)
        version = expected_version(request)
        hearing = record_hearing_result(
            hearing, facts.pop("status"), expected_version=version, by=request.user, at=now(), **facts
        )
        return with_etag(Response(HearingOut(hearing).data), hearing.version)


class DeadlineViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Deadline]):
    serializer_class = DeadlineOut
    filterset_class = DeadlineFilter

    def get_queryset(self) -> Any:
        return Deadline.objects.visible_to(self.request.user).select_related("proceeding")

    @extend_schema(operation_id="waive_deadline", request=Reason, responses=DeadlineOut)
    @action(detail=True, methods=["post"])
    def waive(self, request: Request, pk: str) -> Response:
        deadline = one_or_404(self.get_queryset(), pk)
        deadline = waive_deadline(deadline, reason=given(Reason, request)["reason"], by=request.user, at=now())
        return Response(DeadlineOut(deadline).data)


class ReminderViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Reminder]):
    serializer_class = ReminderOut
    filterset_fields = ["kind", "user"]

    def get_queryset(self) -> Any:
        return Reminder.objects.visible_to(self.request.user).filter(cancelled_at=None)

    @extend_schema(operation_id="acknowledge_reminder", request=None, responses=ReminderOut)
    @action(detail=True, methods=["post"])
    def acknowledge(self, request: Request, pk: str) -> Response:
        reminder = acknowledge_reminder(one_or_404(self.get_queryset(), pk), by=request.user, at=now())
        return Response(ReminderOut(reminder).data)
