"""The acts of violence of a case."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Body, Choice, Day, Key, Text, YesNo, given
from backend.api.parameters import IDEMPOTENCY_KEY, IF_MATCH, reveal_parameter
from backend.api.queries import asked_to_reveal
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import case_or_404, one_or_404
from backend.api.told import Told
from backend.api.versions import expected_version, with_etag
from backend.cases.choices import PlaceKind, ViolenceKind
from backend.cases.incidents import add_incident, correct_incident
from backend.cases.models import Case, Incident
from backend.cases.revealing import reveal
from backend.kernel.clock import now


class IncidentTold(Told):
    """What is counted of an act of violence."""

    kinds = serializers.ListField(child=serializers.ChoiceField(choices=ViolenceKind.choices))

    class Meta:
        model = Incident
        fields = [
            "id", "happened_on", "kinds", "place_kind", "children_present", "weapon", "reported", "respondent", "version",
        ]  # fmt: skip


class IncidentRevealed(IncidentTold):
    """An act of violence with what was asked for in `reveal`."""

    hour = serializers.CharField(required=False)
    place = serializers.CharField(required=False)
    narrative = serializers.CharField(required=False)
    injuries = serializers.CharField(required=False)

    class Meta(IncidentTold.Meta):
        fields = [*IncidentTold.Meta.fields, *Incident.REVEALED]


class IncidentToAdd(Body):
    """`hour` is as she tells it («около 22:00»); `respondent` is the id of a party of this case. Of a correction, what is
    left out stays as it is."""

    happened_on = Day()
    kinds = serializers.ListField(child=Choice(choices=ViolenceKind.choices), allow_empty=False, max_length=11)
    hour = Text(required=False, allow_blank=True, max_length=40)
    place_kind = Choice(choices=PlaceKind.choices, required=False, allow_blank=True)
    place = Text(required=False, allow_blank=True, max_length=300)
    narrative = Text(required=False, allow_blank=True, max_length=20000)
    injuries = Text(required=False, allow_blank=True, max_length=5000)
    children_present = YesNo(required=False)
    weapon = YesNo(required=False)
    reported = YesNo(required=False)
    respondent = Key(required=False, allow_null=True)


class IncidentResource(Resource):
    """The acts of violence of a case; what is told of them comes one by one, on demand, and is logged."""

    serializer_class = IncidentTold
    orderings = ("-happened_on", "happened_on")
    parameters = {"retrieve": {"reveal"}}

    def rows(self) -> Any:
        return Incident.objects.content_visible_to(self.request.user).defer(*Incident.REVEALED)

    @extend_schema(operation_id="list_incidents", summary="List the incidents of a case")
    def list(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        return self.page_of(self.rows().filter(case=case), IncidentTold)

    @extend_schema(
        operation_id="add_incident", summary="Record an incident", request=IncidentToAdd,
        responses={201: IncidentTold}, parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        facts = given(IncidentToAdd, request)
        _find_respondent(facts, case)

        def work() -> Response:
            incident = add_incident(case, by=request.user, at=now(), **facts)
            return with_etag(Response(IncidentTold(incident).data, status=status.HTTP_201_CREATED), incident.version)

        return answered_once(request, work)

    @extend_schema(
        operation_id="get_incident", summary="Read an incident", responses=IncidentRevealed,
        parameters=[reveal_parameter(*Incident.REVEALED)],
    )  # fmt: skip
    def retrieve(self, request: Request, pk: str, incident: str) -> Response:
        names = asked_to_reveal(request, Incident.REVEALED)
        case = case_or_404(request.user, pk, content=True)
        rows = Incident.objects.content_visible_to(request.user).select_related("case").filter(case=case)
        row = one_or_404(rows, incident)
        body = IncidentTold(row).data | reveal(row, names, case=case, by=request.user, at=now())
        return with_etag(Response(body), row.version)

    @extend_schema(
        operation_id="correct_incident", summary="Correct an incident", request=IncidentToAdd, responses=IncidentTold,
        parameters=[IF_MATCH],
    )  # fmt: skip
    def partial_update(self, request: Request, pk: str, incident: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        row = one_or_404(self.rows().filter(case=case), incident)
        facts = given(IncidentToAdd, request, partial=True)
        _find_respondent(facts, case)
        kept = correct_incident(row, expected_version=expected_version(request), by=request.user, at=now(), **facts)
        return with_etag(Response(IncidentTold(kept).data), kept.version)


def _find_respondent(facts: dict[str, Any], case: Case) -> None:
    if respondent := facts.get("respondent"):
        facts["respondent"] = one_or_404(case.parties, respondent, field="respondent")
