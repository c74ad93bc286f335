"""The events of a proceeding: recorded, listed, taken back by another event that says why."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Body, Moment, Plain, Text, given
from backend.api.parameters import IDEMPOTENCY_KEY, reveal_parameter
from backend.api.queries import asked_to_reveal
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import content_or_403, one_or_404
from backend.api.told import Told
from backend.cases.revealing import reveal
from backend.kernel.clock import now
from backend.kernel.errors import FieldError, RuleBroken
from backend.law.queries import law_book
from backend.procedure.lawbook import LawBook
from backend.proceedings.filters import EventFilter
from backend.proceedings.models import Event, Proceeding
from backend.proceedings.recording import annul_event, record_event
from backend.proceedings.telling import told_on_demand, told_openly

OF_THE_BODY = {"kind", "happened_at"}


class EventTold(Told):
    """A dated fact. Free text (numbers, grounds, subjects) comes with `?reveal=fields` only."""

    fields_hidden = serializers.SerializerMethodField(help_text="The names of the fields that hold free text.")

    class Meta:
        model = Event
        fields = ["id", "kind", "happened_at", "fields_hidden", "annuls", "recorded_at", "recorded_by"]

    @cached_property
    def book(self) -> LawBook:
        """Looked up once for a page of events."""
        return law_book()

    def get_fields(self) -> dict[str, Any]:
        """`fields` is what the event tells; a serializer has an attribute of that name, so it is put in here."""
        help_text = "Choices, days, whole numbers and ids."
        return super().get_fields() | {"fields": serializers.SerializerMethodField("get_told", help_text=help_text)}

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_told(self, event: Event) -> dict[str, Any]:
        return told_openly(event, self.book)

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_fields_hidden(self, event: Event) -> list[str]:
        return told_on_demand(event, self.book)


class EventToRecord(Body):
    """`kind` and `fields` as the route of the law book declares them; `happened_at` not in the future."""

    kind = Text(max_length=60)
    happened_at = Moment()

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {"fields": serializers.DictField(child=Plain(), required=False)}


class Reason(Body):
    reason = Text(max_length=200)


class EventResource(Resource):
    """What happened in one proceeding, for the team of its case."""

    serializer_class = EventTold
    filterset_class = EventFilter
    orderings = ("happened_at", "-happened_at")
    parameters = {"retrieve": {"reveal"}}

    def rows(self) -> Any:
        return Event.objects.content_visible_to(self.request.user).select_related("proceeding__case")

    def _proceeding(self, request: Request, pk: str) -> Any:
        proceeding = one_or_404(Proceeding.objects.visible_to(request.user).select_related("case"), pk)
        content_or_403(request.user, proceeding.case)
        return proceeding

    @extend_schema(operation_id="list_events", summary="List the events of a proceeding")
    def list(self, request: Request, pk: str) -> Response:
        """Those that stand; with `standing=false` those taken back, and the events that took them back."""
        return self.page_of(self.rows().filter(proceeding=self._proceeding(request, pk)), EventTold)

    @extend_schema(
        operation_id="record_event", summary="Record what happened", request=EventToRecord,
        responses={201: EventTold}, parameters=[IDEMPOTENCY_KEY],
        examples=[
            OpenApiExample(
                "A report was filed with the police",
                {"kind": "report_filed", "happened_at": "2026-11-02T12:00:00+05:00", "fields": {}},
                request_only=True,
            )
        ],
    )  # fmt: skip
    def create(self, request: Request, pk: str) -> Response:
        """The only way a proceeding changes: its stage, deadlines and outcomes follow."""
        proceeding = self._proceeding(request, pk)
        facts = given(EventToRecord, request)

        def work() -> Response:
            with _pointing_into_fields():
                event = record_event(
                    proceeding, facts["kind"], happened_at=facts["happened_at"], fields=facts.get("fields"),
                    by=request.user, at=now(),
                )  # fmt: skip
            return Response(EventTold(event).data, status=status.HTTP_201_CREATED)

        return answered_once(request, work)

    @extend_schema(
        operation_id="get_event", summary="Read an event", responses=EventTold,
        parameters=[reveal_parameter("fields")],
    )  # fmt: skip
    def retrieve(self, request: Request, pk: str, event: str) -> Response:
        asked = asked_to_reveal(request, ("fields",))
        proceeding = self._proceeding(request, pk)
        row = one_or_404(self.rows().filter(proceeding=proceeding), event)
        body = dict(EventTold(row).data)
        if asked:
            shown = reveal(row, Event.REVEALED, case=proceeding.case, by=request.user, at=now())
            body["fields"] = shown["fields"]
        return Response(body)

    @extend_schema(
        operation_id="annul_event", summary="Take an event back", request=Reason, responses={201: EventTold},
        parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def annul(self, request: Request, pk: str, event: str) -> Response:
        """The state is then as if the event had never been; what would become impossible is named and refused."""
        proceeding = self._proceeding(request, pk)
        row = one_or_404(self.rows().filter(proceeding=proceeding), event)
        reason = given(Reason, request)["reason"]

        def work() -> Response:
            annulment = annul_event(row, reason=reason, by=request.user, at=now())
            return Response(EventTold(annulment).data, status=status.HTTP_201_CREATED)

        return answered_once(request, work)


@contextmanager
def _pointing_into_fields() -> Iterator[None]:
    """What is wrong with a field of the event's own points to where it stands in the body: `/fields/…`."""
    try:
        yield
    except RuleBroken as error:
        error.errors = tuple(
            item if item.pointer in OF_THE_BODY or not item.pointer
            else FieldError(f"fields.{item.pointer}", item.message)
            for item in error.errors
        )  # fmt: skip
        raise
