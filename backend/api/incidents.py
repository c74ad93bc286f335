"""The people who appear in a case, and the acts of violence."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Body, Choice, Day, Key, Text, YesNo, given
from backend.api.parameters import IDEMPOTENCY_KEY, reveal_parameter
from backend.api.queries import asked_to_reveal
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import case_or_404, one_or_404
from backend.api.told import Told
from backend.cases import services
from backend.cases.choices import PartyRole, PlaceKind, Relation, ViolenceKind
from backend.cases.models import Incident, Party
from backend.cases.queries import persons_visible_to
from backend.cases.revealing import reveal
from backend.kernel.clock import now


class PartyTold(Told):
    class Meta:
        model = Party
        fields = ["id", "person", "role", "relation"]


class PartyToAdd(Body):
    """A respondent needs the relation to the survivor."""

    person = Key()
    role = Choice(choices=PartyRole.choices)
    relation = Choice(choices=Relation.choices, required=False, allow_blank=True)


class PartyResource(Resource):
    """Who appears in a case, in which role; names are with `persons`."""

    serializer_class = PartyTold
    orderings = ("id", "-id")

    def rows(self) -> Any:
        return Party.objects.content_visible_to(self.request.user)

    @extend_schema(operation_id="list_parties", summary="List the parties of a case")
    def list(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        return self.page_of(self.rows().filter(case=case), PartyTold)

    @extend_schema(
        operation_id="add_party", summary="Add a party", request=PartyToAdd, responses={201: PartyTold},
        parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        facts = given(PartyToAdd, request)
        person = one_or_404(persons_visible_to(request.user), facts.pop("person"), field="person")

        def work() -> Response:
            party = services.add_party(case, person, facts.pop("role"), by=request.user, at=now(), **facts)
            return Response(PartyTold(party).data, status=status.HTTP_201_CREATED)

        return answered_once(request, work)


class IncidentTold(Told):
    """What is counted of an act of violence."""

    kinds = serializers.ListField(child=serializers.ChoiceField(choices=ViolenceKind.choices))

    class Meta:
        model = Incident
        fields = [
            "id", "happened_on", "kinds", "place_kind", "children_present", "weapon", "reported", "respondent",
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
    """`hour` is as she tells it («около 22:00»); `respondent` is the id of a party of this case."""

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
        if respondent := facts.get("respondent"):
            facts["respondent"] = one_or_404(case.parties, respondent, field="respondent")

        def work() -> Response:
            incident = services.add_incident(case, by=request.user, at=now(), **facts)
            return Response(IncidentTold(incident).data, status=status.HTTP_201_CREATED)

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
        return Response(IncidentTold(row).data | reveal(row, names, case=case, by=request.user, at=now()))
