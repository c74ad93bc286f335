"""The people who appear in a case, in their roles."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Body, Choice, Key, given
from backend.api.parameters import IDEMPOTENCY_KEY, IF_MATCH, IF_NONE_MATCH
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import case_or_404, one_or_404
from backend.api.told import Told
from backend.api.versions import expected_version, unless_known, with_etag
from backend.cases.choices import PartyRole, Relation
from backend.cases.models import Party
from backend.cases.parties import add_party, correct_relation
from backend.cases.queries import persons_visible_to
from backend.kernel.clock import now


class PartyTold(Told):
    class Meta:
        model = Party
        fields = ["id", "person", "role", "relation", "version"]


class PartyToAdd(Body):
    """A respondent needs the relation to the survivor."""

    person = Key()
    role = Choice(choices=PartyRole.choices)
    relation = Choice(choices=Relation.choices, required=False, allow_blank=True)


class PartyToCorrect(Body):
    relation = Choice(choices=Relation.choices, allow_blank=True)


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
            party = add_party(case, person, facts.pop("role"), by=request.user, at=now(), **facts)
            return with_etag(Response(PartyTold(party).data, status=status.HTTP_201_CREATED), party.version)

        return answered_once(request, work)

    @extend_schema(operation_id="get_party", summary="Read a party", responses=PartyTold, parameters=[IF_NONE_MATCH])
    def retrieve(self, request: Request, pk: str, party: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        row = one_or_404(self.rows().filter(case=case), party)
        return unless_known(request, PartyTold(row).data, row.version)

    @extend_schema(
        operation_id="correct_party", summary="Correct a relation", request=PartyToCorrect, responses=PartyTold,
        parameters=[IF_MATCH],
    )  # fmt: skip
    def partial_update(self, request: Request, pk: str, party: str) -> Response:
        """What the party is to the survivor; the person herself is corrected at `persons`."""
        case = case_or_404(request.user, pk, content=True)
        row = one_or_404(self.rows().filter(case=case), party)
        relation = given(PartyToCorrect, request)["relation"]
        kept = correct_relation(row, relation, expected_version=expected_version(request), by=request.user, at=now())
        return with_etag(Response(PartyTold(kept).data), kept.version)
