"""The other persons of a case: respondents, witnesses, children."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Body, Choice, Day, Key, Text, given
from backend.api.corrections import OfAChange
from backend.api.parameters import IDEMPOTENCY_KEY, IF_MATCH, reveal_parameter
from backend.api.queries import asked_to_reveal
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import may_write_or_403, one_or_404
from backend.api.told import Told
from backend.api.versions import expected_version, with_etag
from backend.cases.filters import PersonFilter
from backend.cases.queries import persons_visible_to, survivors_to_open_for
from backend.cases.revealing import reveal_person
from backend.kernel.clock import now
from backend.people import services
from backend.people.choices import Gender
from backend.people.models import Person

OPTIONAL = {"required": False, "allow_blank": True}


class PersonTold(Told):
    """What is shown without asking: no name."""

    class Meta:
        model = Person
        fields = ["id", "survivor", "gender", "version"]


class PersonRevealed(PersonTold):
    """A person with what was asked for in `reveal`."""

    legal_name = serializers.CharField(required=False)
    iin = serializers.CharField(required=False)
    birth_date = serializers.DateField(required=False, allow_null=True)
    phone = serializers.CharField(required=False)
    address = serializers.CharField(required=False)
    workplace = serializers.CharField(required=False)

    class Meta(PersonTold.Meta):
        fields = [*PersonTold.Meta.fields, *Person.REVEALED]


class PersonFacts(Body):
    """What may be written down of a person."""

    legal_name = Text(max_length=200)
    gender = Choice(choices=Gender.choices, **OPTIONAL)
    iin = Text(max_length=20, **OPTIONAL)
    birth_date = Day(required=False, allow_null=True)
    phone = Text(max_length=40, **OPTIONAL)
    address = Text(max_length=300, **OPTIONAL)
    workplace = Text(max_length=300, **OPTIONAL)


class PersonToCorrect(PersonFacts, OfAChange):
    """What is known of a person; what is left out of a correction stays as it is. A name, IIN or birth date that
    replaces another needs `why_changed`."""


class PersonToRegister(PersonFacts):
    """A person in the life of one survivor, under whose key the row stands."""

    survivor = Key()


class PersonResource(Resource):
    """Respondents, witnesses, children: the other persons of the caller's cases."""

    serializer_class = PersonTold
    filterset_class = PersonFilter
    parameters = {"retrieve": {"reveal"}}

    def rows(self) -> Any:
        return persons_visible_to(self.request.user).defer(*Person.REVEALED)

    @extend_schema(operation_id="list_persons", summary="List persons")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), PersonTold)

    @extend_schema(
        operation_id="register_person", summary="Register a person", request=PersonToRegister,
        responses={201: PersonTold}, parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request) -> Response:
        facts = given(PersonToRegister, request)
        survivor = one_or_404(survivors_to_open_for(request.user), facts.pop("survivor"), field="survivor")
        may_write_or_403(request.user, survivor)

        def work() -> Response:
            person = services.register_person(survivor, by=request.user, at=now(), **facts)
            return with_etag(Response(PersonTold(person).data, status=status.HTTP_201_CREATED), person.version)

        return answered_once(request, work)

    @extend_schema(
        operation_id="get_person", summary="Read a person", responses=PersonRevealed,
        parameters=[reveal_parameter(*Person.REVEALED)],
    )  # fmt: skip
    def retrieve(self, request: Request, pk: str) -> Response:
        names = asked_to_reveal(request, Person.REVEALED)
        person = one_or_404(persons_visible_to(request.user), pk)
        body = PersonTold(person).data | reveal_person(person, names, by=request.user, at=now())
        return with_etag(Response(body), person.version)

    @extend_schema(
        operation_id="correct_person", summary="Correct a person", request=PersonToCorrect, responses=PersonTold,
        parameters=[IF_MATCH],
    )  # fmt: skip
    def partial_update(self, request: Request, pk: str) -> Response:
        person = one_or_404(persons_visible_to(request.user).select_related("survivor"), pk)
        may_write_or_403(request.user, person.survivor)
        facts = given(PersonToCorrect, request, partial=True)
        version = expected_version(request)
        kept = services.correct_person(person, expected_version=version, by=request.user, at=now(), **facts)
        return with_etag(Response(PersonTold(kept).data), kept.version)
