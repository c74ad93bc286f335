"""Proceedings and what the law book offers next in them."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Body, Choice, Key, Text, given
from backend.api.parameters import IDEMPOTENCY_KEY, IF_MATCH, IF_NONE_MATCH
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import agency_or_422, case_or_404, content_or_403, one_or_404
from backend.api.told import Told
from backend.api.versions import expected_version, unless_known, with_etag
from backend.kernel.clock import now
from backend.proceedings.filters import ProceedingFilter
from backend.proceedings.models import ParentReason, Proceeding
from backend.proceedings.opening import name_body, open_proceeding
from backend.proceedings.problems import title
from backend.proceedings.replaying import state_of


class ProceedingTold(Told):
    """One legal track; `stage` is what the law book makes of its events."""

    articles = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = Proceeding
        fields = [
            "id", "case", "route", "stage", "agency", "number", "articles", "opened_at", "parent", "parent_reason",
            "version",
        ]  # fmt: skip


class ProceedingToOpen(Body):
    """`case` is an id or a code; `articles` are keys of the law book; a child names its parent and why it grew."""

    case = Text(max_length=40)
    route = Text(max_length=40)
    agency = Key(required=False, allow_null=True)
    articles = serializers.ListField(child=Text(max_length=40), required=False, max_length=20)
    parent = Key(required=False, allow_null=True)
    parent_reason = Choice(choices=ParentReason.choices, required=False, allow_blank=True)


class BodyToName(Body):
    agency = Key()


class StepTold(serializers.Serializer[Any]):
    """Something the law offers: record the event `target`, or fill the document `target`."""

    key = serializers.CharField()
    kind = serializers.ChoiceField(choices=["event", "document", "proceeding"])
    target = serializers.CharField()
    title = serializers.CharField(help_text="In the caller's language.")
    basis = serializers.CharField(help_text="The article it rests on.")
    answers_overdue = serializers.CharField(allow_null=True, help_text="The rule whose overdue deadline it answers.")
    needs_review = serializers.BooleanField(help_text="The rule's source is not verified yet.")


class StepsTold(serializers.Serializer[Any]):
    stage = serializers.CharField()
    next_steps = StepTold(many=True)


class ProceedingResource(Resource):
    """The legal tracks of the cases the caller may know of."""

    serializer_class = ProceedingTold
    filterset_class = ProceedingFilter
    orderings = ("-opened_at", "opened_at", "id", "-id")

    def rows(self) -> Any:
        return Proceeding.objects.visible_to(self.request.user)

    @extend_schema(operation_id="list_proceedings", summary="List proceedings")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), ProceedingTold)

    @extend_schema(
        operation_id="open_proceeding", summary="Open a proceeding", request=ProceedingToOpen,
        responses={201: ProceedingTold}, parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request) -> Response:
        facts = given(ProceedingToOpen, request)
        case = case_or_404(request.user, facts.pop("case"), content=True, field="case")
        facts["agency"] = agency_or_422(facts.get("agency"), field="agency")
        if parent := facts.get("parent"):
            facts["parent"] = one_or_404(self.rows(), parent, field="parent")
        route = facts.pop("route")

        def work() -> Response:
            proceeding = open_proceeding(case, route, by=request.user, at=now(), **facts)
            response = Response(ProceedingTold(proceeding).data, status=status.HTTP_201_CREATED)
            return with_etag(response, proceeding.version)

        return answered_once(request, work)

    @extend_schema(
        operation_id="get_proceeding", summary="Read a proceeding", responses=ProceedingTold,
        parameters=[IF_NONE_MATCH],
    )  # fmt: skip
    def retrieve(self, request: Request, pk: str) -> Response:
        proceeding = one_or_404(self.rows(), pk)
        return unless_known(request, ProceedingTold(proceeding).data, proceeding.version)

    @extend_schema(
        operation_id="name_body", summary="Say which body handles a proceeding", request=BodyToName,
        responses=ProceedingTold, parameters=[IF_MATCH],
    )  # fmt: skip
    def partial_update(self, request: Request, pk: str) -> Response:
        """It may have been opened without one, or been passed on. Everything else changes by events only."""
        proceeding = one_or_404(self.rows().select_related("case"), pk)
        content_or_403(request.user, proceeding.case)
        agency = agency_or_422(given(BodyToName, request)["agency"], field="agency")
        version = expected_version(request)
        proceeding = name_body(proceeding, agency, by=request.user, at=now(), expected_version=version)
        return with_etag(Response(ProceedingTold(proceeding).data), proceeding.version)

    @extend_schema(operation_id="list_next_steps", summary="What the law offers next", responses=StepsTold)
    @action(detail=True, methods=["get"], url_path="next-steps")
    def next_steps(self, request: Request, pk: str) -> Response:
        """Answers to what is overdue first, then what the stage offers."""
        proceeding = one_or_404(self.rows().select_related("case"), pk)
        content_or_403(request.user, proceeding.case)
        state = state_of(proceeding, now())
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
