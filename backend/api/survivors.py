"""Survivors and what they agreed to."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import LANGUAGES, Organisation
from backend.api.bodies import Body, Choice, Day, Key, Text, YesNo, given
from backend.api.corrections import OfAChange
from backend.api.parameters import IDEMPOTENCY_KEY, IF_MATCH, reveal_parameter
from backend.api.queries import asked_to_reveal
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import may_write_or_403, one_or_404
from backend.api.told import Told
from backend.api.versions import expected_version, with_etag
from backend.cases.filters import ConsentFilter, SurvivorFilter
from backend.cases.queries import (
    consents_visible_to,
    survivors_known_to,
    survivors_to_open_for,
    survivors_visible_to,
)
from backend.cases.revealing import reveal_person
from backend.kernel.clock import now
from backend.people import services
from backend.people.choices import REGIONS, ConsentPurpose, ContactChannel, Gender
from backend.people.models import Consent, Survivor

OPTIONAL = {"required": False, "allow_blank": True}


class SurvivorTold(Told):
    """What is shown without asking; encrypted fields come with `?reveal=` only, and are logged.

    `contact_hours` are encrypted too, and told all the same: nobody may call her without having seen them.
    """

    contact_hours = serializers.CharField()

    class Meta:
        model = Survivor
        fields = [
            "id", "organisation", "pseudonym", "gender", "region", "language", "address_is_secret", "contact_channel",
            "contact_hours", "version",
        ]  # fmt: skip


class SurvivorRevealed(SurvivorTold):
    """A survivor with what was asked for in `reveal`."""

    legal_name = serializers.CharField(required=False)
    iin = serializers.CharField(required=False)
    birth_date = serializers.DateField(required=False, allow_null=True)
    phone = serializers.CharField(required=False)
    address = serializers.CharField(required=False)
    code_phrase = serializers.CharField(required=False)
    may_be_said = serializers.CharField(required=False)
    never_contact = serializers.CharField(required=False)

    class Meta(SurvivorTold.Meta):
        fields = [*SurvivorTold.Meta.fields, *Survivor.REVEALED]


class SurvivorFacts(Body):
    """What may be written down of a survivor."""

    pseudonym = Text(max_length=60)
    legal_name = Text(max_length=200)
    gender = Choice(choices=Gender.choices, **OPTIONAL)
    iin = Text(max_length=20, **OPTIONAL)
    birth_date = Day(required=False, allow_null=True)
    phone = Text(max_length=40, **OPTIONAL)
    address = Text(max_length=300, **OPTIONAL)
    address_is_secret = YesNo(required=False)
    region = Choice(choices=REGIONS, **OPTIONAL)
    language = Choice(choices=LANGUAGES, required=False)
    contact_channel = Choice(choices=ContactChannel.choices, **OPTIONAL)
    contact_hours = Text(max_length=100, **OPTIONAL)
    may_be_said = Text(max_length=300, **OPTIONAL)
    code_phrase = Text(max_length=200, **OPTIONAL)
    never_contact = Text(max_length=2000, **OPTIONAL)


class SurvivorToCorrect(SurvivorFacts, OfAChange):
    """What is known of a survivor; what is left out of a correction stays as it is. A name, IIN or birth date that
    replaces another needs `why_changed`."""


class SurvivorToRegister(SurvivorFacts):
    """A survivor of an organisation of the caller's; colleagues see the pseudonym instead of the name."""

    organisation = Key()


class SurvivorResource(Resource):
    """The survivors of the caller's cases, and those of her organisation who have no case yet."""

    serializer_class = SurvivorTold
    filterset_class = SurvivorFilter
    parameters = {"retrieve": {"reveal"}}

    def rows(self) -> Any:
        return survivors_known_to(self.request.user).defer(*Survivor.REVEALED)

    @extend_schema(operation_id="list_survivors", summary="List survivors")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), SurvivorTold)

    @extend_schema(
        operation_id="register_survivor", summary="Register a survivor", request=SurvivorToRegister,
        responses={201: SurvivorTold}, parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request) -> Response:
        facts = given(SurvivorToRegister, request)
        organisation = one_or_404(
            Organisation.objects.visible_to(request.user), facts.pop("organisation"), field="organisation"
        )

        def work() -> Response:
            survivor = services.register_survivor(organisation, by=request.user, at=now(), **facts)
            return with_etag(Response(SurvivorTold(survivor).data, status=status.HTTP_201_CREATED), survivor.version)

        return answered_once(request, work)

    @extend_schema(
        operation_id="get_survivor", summary="Read a survivor", responses=SurvivorRevealed,
        parameters=[reveal_parameter(*Survivor.REVEALED)],
    )  # fmt: skip
    def retrieve(self, request: Request, pk: str) -> Response:
        names = asked_to_reveal(request, Survivor.REVEALED)
        survivor = one_or_404(survivors_known_to(request.user), pk)
        body = SurvivorTold(survivor).data | reveal_person(survivor, names, by=request.user, at=now())
        return with_etag(Response(body), survivor.version)

    @extend_schema(
        operation_id="correct_survivor", summary="Correct a survivor", request=SurvivorToCorrect,
        responses=SurvivorTold, parameters=[IF_MATCH],
    )  # fmt: skip
    def partial_update(self, request: Request, pk: str) -> Response:
        survivor = one_or_404(survivors_visible_to(request.user), pk)
        may_write_or_403(request.user, survivor)
        facts = given(SurvivorToCorrect, request, partial=True)
        version = expected_version(request)
        kept = services.correct_person(survivor, expected_version=version, by=request.user, at=now(), **facts)
        return with_etag(Response(SurvivorTold(kept).data), kept.version)


class ConsentTold(Told):
    class Meta:
        model = Consent
        fields = ["id", "survivor", "purpose", "given_on", "withdrawn_on"]


class ConsentToGive(Body):
    """One purpose the survivor agreed to."""

    survivor = Key()
    purpose = Choice(choices=ConsentPurpose.choices)
    given_on = Day()


class ConsentToWithdraw(Body):
    """The day she took it back; today unless an earlier one is named."""

    withdrawn_on = Day(required=False)


class ConsentResource(Resource):
    """What the survivors of the caller's cases agreed to, purpose by purpose."""

    serializer_class = ConsentTold
    filterset_class = ConsentFilter
    orderings = ("-given_on", "given_on", "id", "-id")

    def rows(self) -> Any:
        return consents_visible_to(self.request.user)

    @extend_schema(operation_id="list_consents", summary="List consents")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), ConsentTold)

    @extend_schema(operation_id="get_consent", summary="Read a consent", responses=ConsentTold)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(ConsentTold(one_or_404(self.rows(), pk)).data)

    @extend_schema(
        operation_id="give_consent", summary="Record a consent", request=ConsentToGive, responses={201: ConsentTold},
        parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request) -> Response:
        facts = given(ConsentToGive, request)
        survivor = one_or_404(survivors_to_open_for(request.user), facts.pop("survivor"), field="survivor")
        may_write_or_403(request.user, survivor)

        def work() -> Response:
            consent = services.give_consent(survivor, facts.pop("purpose"), by=request.user, at=now(), **facts)
            return Response(ConsentTold(consent).data, status=status.HTTP_201_CREATED)

        return answered_once(request, work)

    @extend_schema(
        operation_id="withdraw_consent", summary="Withdraw a consent", request=ConsentToWithdraw,
        responses=ConsentTold,
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        consent = one_or_404(self.rows().select_related("survivor"), pk)
        may_write_or_403(request.user, consent.survivor)
        facts = given(ConsentToWithdraw, request)
        return Response(ConsentTold(services.withdraw_consent(consent, by=request.user, at=now(), **facts)).data)
