"""The people around a survivor: children and others in her care."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Body, Choice, Day, Key, Text, given
from backend.api.parameters import IDEMPOTENCY_KEY, IF_MATCH, reveal_parameter
from backend.api.queries import asked_to_reveal
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import may_write_or_403, one_or_404
from backend.api.told import Told
from backend.api.versions import expected_version, with_etag
from backend.cases.filters import DependantFilter
from backend.cases.queries import dependants_visible_to, persons_visible_to, survivors_to_open_for
from backend.cases.revealing import reveal_person
from backend.kernel.clock import now
from backend.people import dependants
from backend.people.choices import Gender
from backend.people.life_choices import DependantRelation, LivesWith
from backend.people.life_models import Dependant

OPTIONAL: dict[str, Any] = {"required": False, "allow_blank": True}


class DependantTold(Told):
    """What is shown without asking; the name and the birth date stand with the person."""

    class Meta:
        model = Dependant
        fields = ["id", "survivor", "person", "relation", "lives_with", "other_parent", "version"]


class DependantRevealed(DependantTold):
    school = serializers.CharField(required=False)
    special_needs = serializers.CharField(required=False)

    class Meta(DependantTold.Meta):
        fields = [*DependantTold.Meta.fields, *Dependant.REVEALED]


class DependantToCorrect(Body):
    """How a dependant lives. The person's own facts are corrected at `persons`; `other_parent` is a person's id."""

    relation = Choice(choices=DependantRelation.choices)
    lives_with = Choice(choices=LivesWith.choices, **OPTIONAL)
    other_parent = Key(required=False, allow_null=True)
    school = Text(max_length=300, **OPTIONAL)
    special_needs = Text(max_length=2000, **OPTIONAL)


class DependantToAdd(DependantToCorrect):
    """A child of hers or somebody in her care. To give her or him a role in a case, add the person to its parties."""

    survivor = Key()
    legal_name = Text(max_length=200)
    gender = Choice(choices=Gender.choices, **OPTIONAL)
    birth_date = Day(required=False, allow_null=True)
    iin = Text(max_length=20, **OPTIONAL)
    address = Text(max_length=300, **OPTIONAL)


class AroundHer(Resource):
    """Rows about somebody around a survivor, whose hidden fields come with `?reveal=` only."""

    orderings = ("id", "-id")
    parameters = {"retrieve": {"reveal"}}
    revealed: tuple[str, ...] = ()

    def survivor_of(self, request: Request, facts: dict[str, Any]) -> Any:
        survivor = one_or_404(survivors_to_open_for(request.user), facts.pop("survivor"), field="survivor")
        may_write_or_403(request.user, survivor)
        return survivor

    def told(self, row: Any, code: int = 200) -> Response:
        told: Any = self.serializer_class
        return with_etag(Response(told(row).data, status=code), row.version)

    def shown(self, request: Request, pk: str) -> Response:
        names = asked_to_reveal(request, self.revealed)
        row = one_or_404(self.rows(), pk)
        told: Any = self.serializer_class
        body = told(row).data | reveal_person(row, names, by=request.user, at=now())
        return with_etag(Response(body), row.version)


class DependantResource(AroundHer):
    """Children of the survivors of the caller's cases, and others in their care."""

    serializer_class = DependantTold
    filterset_class = DependantFilter
    revealed = Dependant.REVEALED

    def rows(self) -> Any:
        return dependants_visible_to(self.request.user).select_related("survivor").defer(*Dependant.REVEALED)

    @extend_schema(operation_id="list_dependants", summary="List children and others in care")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), DependantTold)

    @extend_schema(
        operation_id="get_dependant", summary="Read a dependant", responses=DependantRevealed,
        parameters=[reveal_parameter(*Dependant.REVEALED)],
    )  # fmt: skip
    def retrieve(self, request: Request, pk: str) -> Response:
        return self.shown(request, pk)

    @extend_schema(
        operation_id="add_dependant", summary="Write down a dependant", request=DependantToAdd,
        responses={201: DependantTold}, parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request) -> Response:
        facts = _with_parent(request, given(DependantToAdd, request))
        survivor = self.survivor_of(request, facts)

        def work() -> Response:
            return self.told(
                dependants.add_dependant(survivor, by=request.user, at=now(), **facts), status.HTTP_201_CREATED
            )

        return answered_once(request, work)

    @extend_schema(
        operation_id="correct_dependant", summary="Correct a dependant", request=DependantToCorrect,
        responses=DependantTold, parameters=[IF_MATCH],
    )  # fmt: skip
    def partial_update(self, request: Request, pk: str) -> Response:
        row = one_or_404(self.rows(), pk)
        may_write_or_403(request.user, row.survivor)
        facts = _with_parent(request, given(DependantToCorrect, request, partial=True))
        version = expected_version(request)
        return self.told(
            dependants.correct_dependant(row, expected_version=version, by=request.user, at=now(), **facts)
        )


def _with_parent(request: Request, facts: dict[str, Any]) -> dict[str, Any]:
    if parent := facts.get("other_parent"):
        facts["other_parent"] = one_or_404(persons_visible_to(request.user), parent, field="other_parent")
    return facts
