"""Whom a survivor trusts: who may be called when she cannot be reached."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Body, Choice, Key, Text, given
from backend.api.dependants import AroundHer
from backend.api.parameters import IDEMPOTENCY_KEY, IF_MATCH, reveal_parameter
from backend.api.repeats import answered_once
from backend.api.rows import may_write_or_403, one_or_404
from backend.api.told import Told
from backend.api.versions import expected_version
from backend.cases.filters import TrustedFilter
from backend.cases.queries import trusted_visible_to
from backend.kernel.clock import now
from backend.people import trusted
from backend.people.choices import ContactChannel
from backend.people.life_choices import TrustedRelation
from backend.people.life_models import TrustedContact

OPTIONAL: dict[str, Any] = {"required": False, "allow_blank": True}


class TrustedTold(Told):
    """How somebody trusted is reached; the name and the number stand with the person.

    `contact_hours` are encrypted, and told all the same: nobody may call without having seen them.
    """

    contact_hours = serializers.CharField()

    class Meta:
        model = TrustedContact
        fields = ["id", "survivor", "person", "relation", "contact_channel", "contact_hours", "ended_at", "version"]


class TrustedRevealed(TrustedTold):
    may_be_said = serializers.CharField(required=False)
    code_phrase = serializers.CharField(required=False)

    class Meta(TrustedTold.Meta):
        fields = [*TrustedTold.Meta.fields, *TrustedContact.REVEALED]


class TrustedToCorrect(Body):
    """How somebody trusted is reached, and what may be said. The person's own facts are corrected at `persons`."""

    relation = Choice(choices=TrustedRelation.choices)
    contact_channel = Choice(choices=ContactChannel.choices, **OPTIONAL)
    contact_hours = Text(max_length=100, **OPTIONAL)
    may_be_said = Text(max_length=300, **OPTIONAL)
    code_phrase = Text(max_length=200, **OPTIONAL)


class TrustedToAdd(TrustedToCorrect):
    """Who may be called when she cannot be reached."""

    survivor = Key()
    legal_name = Text(max_length=200)
    phone = Text(max_length=40, **OPTIONAL)


class TrustedResource(AroundHer):
    """Whom the survivors of the caller's cases trust."""

    serializer_class = TrustedTold
    filterset_class = TrustedFilter
    revealed = TrustedContact.REVEALED

    def rows(self) -> Any:
        return trusted_visible_to(self.request.user).select_related("survivor").defer(*TrustedContact.REVEALED)

    @extend_schema(operation_id="list_trusted_contacts", summary="List trusted contacts")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), TrustedTold)

    @extend_schema(
        operation_id="get_trusted_contact", summary="Read a trusted contact", responses=TrustedRevealed,
        parameters=[reveal_parameter(*TrustedContact.REVEALED)],
    )  # fmt: skip
    def retrieve(self, request: Request, pk: str) -> Response:
        return self.shown(request, pk)

    @extend_schema(
        operation_id="add_trusted_contact", summary="Write down a trusted contact", request=TrustedToAdd,
        responses={201: TrustedTold}, parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request) -> Response:
        facts = given(TrustedToAdd, request)
        survivor = self.survivor_of(request, facts)

        def work() -> Response:
            return self.told(
                trusted.add_trusted_contact(survivor, by=request.user, at=now(), **facts), status.HTTP_201_CREATED
            )

        return answered_once(request, work)

    @extend_schema(
        operation_id="correct_trusted_contact", summary="Correct a trusted contact", request=TrustedToCorrect,
        responses=TrustedTold, parameters=[IF_MATCH],
    )  # fmt: skip
    def partial_update(self, request: Request, pk: str) -> Response:
        row = one_or_404(self.rows(), pk)
        may_write_or_403(request.user, row.survivor)
        facts = given(TrustedToCorrect, request, partial=True)
        version = expected_version(request)
        return self.told(
            trusted.correct_trusted_contact(row, expected_version=version, by=request.user, at=now(), **facts)
        )

    @extend_schema(
        operation_id="end_trusted_contact", summary="End a trusted contact", request=None, responses=TrustedTold
    )
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """She no longer trusts her or him; nobody is told to call there any more."""
        row = one_or_404(self.rows(), pk)
        may_write_or_403(request.user, row.survivor)
        return self.told(trusted.end_trusted_contact(row, by=request.user, at=now()))
