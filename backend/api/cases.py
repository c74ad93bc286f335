"""Cases, their teams, parties, incidents and timelines."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import Organisation, User
from backend.api.rows import case_or_404, one_or_404
from backend.api.versions import expected_version, with_etag
from backend.cases import services
from backend.cases.choices import PartyRole, PlaceKind, Relation, TeamRole, ViolenceKind
from backend.cases.filters import CaseFilter
from backend.cases.models import Case, Incident, Party, TeamMember
from backend.cases.queries import persons_visible_to, survivors_to_open_for
from backend.kernel.clock import now
from backend.people.choices import REGIONS


class TeamMemberOut(serializers.ModelSerializer[TeamMember]):
    name = serializers.CharField(source="user.full_name")

    class Meta:
        model = TeamMember
        fields = ["user", "name", "role"]


class CaseOut(serializers.ModelSerializer[Case]):
    """The frame of a case; `summary` is content and comes with one case only, to its team."""

    survivor_pseudonym = serializers.CharField(source="survivor.pseudonym")
    team = serializers.SerializerMethodField()

    class Meta:
        model = Case
        fields = [
            "id", "code", "organisation", "survivor", "survivor_pseudonym", "region", "opened_on", "closed_on",
            "high_risk", "team", "version",
        ]  # fmt: skip

    @extend_schema_field(TeamMemberOut(many=True))
    def get_team(self, case: Case) -> list[dict[str, Any]]:
        current = [member for member in case.team.all() if member.ended_at is None]
        return list(TeamMemberOut(current, many=True).data)


class CaseIn(serializers.Serializer[Any]):
    organisation = serializers.UUIDField()
    survivor = serializers.UUIDField()
    lead = serializers.UUIDField(required=False)
    opened_on = serializers.DateField(required=False)
    region = serializers.ChoiceField(choices=REGIONS, required=False, allow_blank=True)
    summary = serializers.CharField(required=False, allow_blank=True, max_length=20000)
    high_risk = serializers.BooleanField(required=False)


class CaseChange(serializers.Serializer[Any]):
    region = serializers.ChoiceField(choices=REGIONS, required=False, allow_blank=True)
    summary = serializers.CharField(required=False, allow_blank=True, max_length=20000)
    high_risk = serializers.BooleanField(required=False)


class PartyOut(serializers.ModelSerializer[Party]):
    class Meta:
        model = Party
        fields = ["id", "person", "role", "relation"]


class PartyIn(serializers.Serializer[Any]):
    person = serializers.UUIDField()
    role = serializers.ChoiceField(choices=PartyRole.choices)
    relation = serializers.ChoiceField(choices=Relation.choices, required=False, allow_blank=True)


class IncidentOut(serializers.ModelSerializer[Incident]):
    hour = serializers.CharField()
    place = serializers.CharField()
    narrative = serializers.CharField()
    injuries = serializers.CharField()

    class Meta:
        model = Incident
        fields = [
            "id", "happened_on", "hour", "kinds", "place_kind", "place", "narrative", "injuries",
            "children_present", "weapon", "reported", "respondent",
        ]  # fmt: skip


class IncidentIn(serializers.Serializer[Any]):
    happened_on = serializers.DateField()
    kinds = serializers.ListField(child=serializers.ChoiceField(choices=ViolenceKind.choices), allow_empty=False)
    hour = serializers.CharField(required=False, allow_blank=True, max_length=40)
    place_kind = serializers.ChoiceField(choices=PlaceKind.choices, required=False, allow_blank=True)
    place = serializers.CharField(required=False, allow_blank=True, max_length=300)
    narrative = serializers.CharField(required=False, allow_blank=True, max_length=20000)
    injuries = serializers.CharField(required=False, allow_blank=True, max_length=5000)
    children_present = serializers.BooleanField(required=False)
    weapon = serializers.BooleanField(required=False)
    respondent = serializers.UUIDField(required=False, allow_null=True)


class TeamMemberIn(serializers.Serializer[Any]):
    user = serializers.UUIDField()
    role = serializers.ChoiceField(choices=TeamRole.choices)


class CaseViewSet(viewsets.GenericViewSet[Case]):
    """The cases the caller may know of; an id or a code names one."""

    serializer_class = CaseOut
    filterset_class = CaseFilter
    lookup_value_regex = r"[^/]+"

    def get_queryset(self) -> Any:
        rows = Case.objects.visible_to(self.request.user)
        return rows.select_related("survivor").prefetch_related("team__user")

    def _case(self, request: Request, pk: str, *, content: bool = False) -> Case:
        return case_or_404(request.user, pk, content=content)

    @extend_schema(operation_id="list_cases")
    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(CaseOut(page, many=True).data)

    @extend_schema(operation_id="open_case", request=CaseIn, responses={201: CaseOut})
    def create(self, request: Request) -> Response:
        asked = CaseIn(data=request.data)
        asked.is_valid(raise_exception=True)
        facts = dict(asked.validated_data)
        organisation = one_or_404(Organisation.objects.visible_to(request.user), facts.pop("organisation"))
        survivor = one_or_404(survivors_to_open_for(request.user), facts.pop("survivor"))
        if lead := facts.pop("lead", None):
            facts["lead"] = one_or_404(User.objects.visible_to(request.user), lead)
        case = services.open_case(organisation, survivor, by=request.user, at=now(), **facts)
        return with_etag(Response(CaseOut(case).data, status=status.HTTP_201_CREATED), case.version)

    @extend_schema(operation_id="get_case", responses=CaseOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        case = self._case(request, pk)
        body = dict(CaseOut(case).data)
        if Case.objects.content_visible_to(request.user).filter(pk=case.pk).exists():
            body["summary"] = case.summary or ""
        return with_etag(Response(body), case.version)

    @extend_schema(operation_id="change_case", request=CaseChange, responses=CaseOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        case = self._case(request, pk, content=True)
        asked = CaseChange(data=request.data)
        asked.is_valid(raise_exception=True)
        case = services.update_case(
            case, expected_version=expected_version(request), by=request.user, at=now(), **asked.validated_data
        )
        return with_etag(Response(CaseOut(case).data), case.version)

    @extend_schema(operation_id="add_to_team", request=TeamMemberIn, responses={201: TeamMemberOut})
    @action(detail=True, methods=["post"])
    def team(self, request: Request, pk: str) -> Response:
        case = self._case(request, pk)
        asked = TeamMemberIn(data=request.data)
        asked.is_valid(raise_exception=True)
        user = one_or_404(User.objects.visible_to(request.user), asked.validated_data["user"])
        member = services.add_to_team(case, user, asked.validated_data["role"], by=request.user, at=now())
        return Response(TeamMemberOut(member).data, status=status.HTTP_201_CREATED)

    @extend_schema(operation_id="list_parties", responses=PartyOut(many=True), methods=["get"])
    @extend_schema(operation_id="add_party", request=PartyIn, responses={201: PartyOut}, methods=["post"])
    @action(detail=True, methods=["get", "post"])
    def parties(self, request: Request, pk: str) -> Response:
        case = self._case(request, pk, content=True)
        if request.method == "GET":
            return Response(PartyOut(case.parties.all(), many=True).data)
        asked = PartyIn(data=request.data)
        asked.is_valid(raise_exception=True)
        facts = dict(asked.validated_data)
        person = one_or_404(persons_visible_to(request.user), facts.pop("person"))
        party = services.add_party(case, person, facts.pop("role"), by=request.user, at=now(), **facts)
        return Response(PartyOut(party).data, status=status.HTTP_201_CREATED)

    @extend_schema(operation_id="list_incidents", responses=IncidentOut(many=True), methods=["get"])
    @extend_schema(operation_id="add_incident", request=IncidentIn, responses={201: IncidentOut}, methods=["post"])
    @action(detail=True, methods=["get", "post"])
    def incidents(self, request: Request, pk: str) -> Response:
        case = self._case(request, pk, content=True)
        if request.method == "GET":
            return Response(IncidentOut(case.incidents.all(), many=True).data)
        asked = IncidentIn(data=request.data)
        asked.is_valid(raise_exception=True)
        facts = dict(asked.validated_data)
        if respondent := facts.pop("respondent", None):
            facts["respondent"] = one_or_404(case.parties, respondent)
        incident = services.add_incident(case, by=request.user, at=now(), **facts)
        return Response(IncidentOut(incident).data, status=status.HTTP_201_CREATED)
