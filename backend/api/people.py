"""Survivors, the other persons, and the list of agencies."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import Organisation
from backend.api.rows import one_or_404
from backend.api.versions import expected_version, with_etag
from backend.audit.services import record
from backend.cases.queries import persons_visible_to, survivors_to_open_for, survivors_visible_to
from backend.kernel.clock import now
from backend.kernel.errors import InvalidInput
from backend.law.models import Agency
from backend.people import services
from backend.people.choices import REGIONS, ContactChannel, Gender
from backend.people.models import Person, Survivor, revealable

TEXT = {"required": False, "allow_blank": True}


class SurvivorOut(serializers.ModelSerializer[Survivor]):
    """What is shown without asking; encrypted fields come with `?reveal=` only, and are logged."""

    contact_hours = serializers.CharField()

    class Meta:
        model = Survivor
        fields = [
            "id", "organisation", "pseudonym", "gender", "region", "language", "address_is_secret", "contact_channel",
            "contact_hours", "version",
        ]  # fmt: skip


class SurvivorIn(serializers.Serializer[Any]):
    organisation = serializers.UUIDField()
    pseudonym = serializers.CharField(max_length=60)
    legal_name = serializers.CharField(max_length=200)
    gender = serializers.ChoiceField(choices=Gender.choices, **TEXT)
    iin = serializers.CharField(max_length=20, **TEXT)
    birth_date = serializers.DateField(required=False, allow_null=True)
    phone = serializers.CharField(max_length=40, **TEXT)
    address = serializers.CharField(max_length=300, **TEXT)
    address_is_secret = serializers.BooleanField(required=False)
    region = serializers.ChoiceField(choices=REGIONS, **TEXT)
    contact_channel = serializers.ChoiceField(choices=ContactChannel.choices, **TEXT)
    contact_hours = serializers.CharField(max_length=100, **TEXT)
    may_be_said = serializers.CharField(max_length=300, **TEXT)
    code_phrase = serializers.CharField(max_length=200, **TEXT)


class PersonOut(serializers.ModelSerializer[Person]):
    class Meta:
        model = Person
        fields = ["id", "survivor", "gender", "version"]


class PersonIn(serializers.Serializer[Any]):
    survivor = serializers.UUIDField()
    legal_name = serializers.CharField(max_length=200)
    gender = serializers.ChoiceField(choices=Gender.choices, **TEXT)
    iin = serializers.CharField(max_length=20, **TEXT)
    birth_date = serializers.DateField(required=False, allow_null=True)
    phone = serializers.CharField(max_length=40, **TEXT)
    address = serializers.CharField(max_length=300, **TEXT)
    workplace = serializers.CharField(max_length=300, **TEXT)


def _revealed(request: Request, person: Any, organisation_id: Any) -> dict[str, Any]:
    """The hidden fields asked for, each look logged before anything is told."""
    asked = [name for name in request.query_params.get("reveal", "").split(",") if name]
    for name in asked:
        if not revealable(person, name):
            raise InvalidInput(f"{name}?", field="reveal")
    for name in asked:
        record(
            f"organisation:{organisation_id}", "person.revealed", by=request.user, at=now(),
            organisation_id=organisation_id, subject=str(person.pk), field=name,
        )  # fmt: skip
    return {name: getattr(person, name) for name in asked}


def _given(serializer: type[serializers.Serializer[Any]], request: Request, *, partial: bool = False) -> dict[str, Any]:
    asked = serializer(data=request.data, partial=partial)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


class SurvivorViewSet(viewsets.GenericViewSet[Survivor]):
    serializer_class = SurvivorOut

    def get_queryset(self) -> Any:
        return survivors_visible_to(self.request.user)

    @extend_schema(operation_id="list_survivors")
    def list(self, request: Request) -> Response:
        return self.get_paginated_response(SurvivorOut(self.paginate_queryset(self.get_queryset()), many=True).data)

    @extend_schema(operation_id="register_survivor", request=SurvivorIn, responses={201: SurvivorOut})
    def create(self, request: Request) -> Response:
        facts = _given(SurvivorIn, request)
        organisation = one_or_404(Organisation.objects.visible_to(request.user), facts.pop("organisation"))
        survivor = services.register_survivor(organisation, by=request.user, at=now(), **facts)
        return with_etag(Response(SurvivorOut(survivor).data, status=status.HTTP_201_CREATED), survivor.version)

    @extend_schema(operation_id="get_survivor", responses=SurvivorOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        survivor = one_or_404(self.get_queryset(), pk)
        body = dict(SurvivorOut(survivor).data) | _revealed(request, survivor, survivor.organisation_id)
        return with_etag(Response(body), survivor.version)

    @extend_schema(operation_id="correct_survivor", request=SurvivorIn, responses=SurvivorOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        survivor = one_or_404(self.get_queryset(), pk)
        facts = _given(SurvivorIn, request, partial=True)
        facts.pop("organisation", None)
        version = expected_version(request)
        services.correct_person(survivor, expected_version=version, by=request.user, at=now(), **facts)
        return with_etag(Response(SurvivorOut(one_or_404(self.get_queryset(), pk)).data), survivor.version)


class PersonViewSet(viewsets.GenericViewSet[Person]):
    serializer_class = PersonOut

    def get_queryset(self) -> Any:
        return persons_visible_to(self.request.user)

    @extend_schema(operation_id="register_person", request=PersonIn, responses={201: PersonOut})
    def create(self, request: Request) -> Response:
        facts = _given(PersonIn, request)
        survivor = one_or_404(survivors_to_open_for(request.user), facts.pop("survivor"))
        person = services.register_person(survivor, by=request.user, at=now(), **facts)
        return with_etag(Response(PersonOut(person).data, status=status.HTTP_201_CREATED), person.version)

    @extend_schema(operation_id="get_person", responses=PersonOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        person = one_or_404(self.get_queryset().select_related("survivor"), pk)
        body = dict(PersonOut(person).data) | _revealed(request, person, person.survivor.organisation_id)
        return with_etag(Response(body), person.version)


class AgencyOut(serializers.ModelSerializer[Agency]):
    class Meta:
        model = Agency
        fields = ["id", "key", "kind", "name_ru", "name_kk", "region", "address", "parent", "supervisor"]


class AgencyViewSet(viewsets.ReadOnlyModelViewSet[Agency]):
    """Police departments, prosecutors' offices, courts: the same for everybody."""

    serializer_class = AgencyOut
    queryset = Agency.objects.order_by("-id")
    filterset_fields = ["kind", "region", "key"]
