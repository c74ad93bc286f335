"""What is known of a respondent, and what a survivor needs: one row each, empty until somebody writes something down."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Body, Choice, Text, YesNo, given
from backend.api.parameters import IF_MATCH, reveal_parameter
from backend.api.queries import asked_to_reveal
from backend.api.resources import Face
from backend.api.rows import may_write_or_403, one_or_404
from backend.api.told import Told
from backend.api.versions import expected_version, with_etag
from backend.cases.queries import persons_visible_to, survivors_visible_to
from backend.cases.revealing import reveal_person
from backend.kernel.clock import now
from backend.people import respondents
from backend.people.life_choices import (
    Dependence,
    Interpreter,
    ProceedingsLanguage,
    Weapons,
    Whereabouts,
    WorkplaceKind,
    YesNoUnknown,
)
from backend.people.life_models import RespondentFacts, SurvivorNeeds, facts_of

OPTIONAL: dict[str, Any] = {"required": False, "allow_blank": True}
NOTHING_YET = 'ETag `W/"0"` stands for «nothing is written down yet».'


class RespondentFactsTold(Told):
    """What is counted, in clear; what is told comes with `?reveal=` only."""

    class Meta:
        model = RespondentFacts
        fields = [
            "person",
            "workplace_kind",
            "whereabouts",
            "weapons",
            "dependence",
            "convicted",
            "punished",
            "version",
        ]


class RespondentFactsRevealed(RespondentFactsTold):
    aliases = serializers.CharField(required=False)
    weapons_remark = serializers.CharField(required=False)
    convictions = serializers.CharField(required=False)
    administrative_record = serializers.CharField(required=False)

    class Meta(RespondentFactsTold.Meta):
        fields = [*RespondentFactsTold.Meta.fields, *RespondentFacts.REVEALED]


class RespondentFactsToKeep(Body):
    """What is left out stays as it is. `aliases` hold one name to a line; `people/match` finds them."""

    workplace_kind = Choice(choices=WorkplaceKind.choices, **OPTIONAL)
    whereabouts = Choice(choices=Whereabouts.choices, **OPTIONAL)
    weapons = Choice(choices=Weapons.choices, **OPTIONAL)
    weapons_remark = Text(max_length=1000, **OPTIONAL)
    dependence = Choice(choices=Dependence.choices, **OPTIONAL)
    aliases = Text(max_length=1000, **OPTIONAL)
    convicted = Choice(choices=YesNoUnknown.choices, **OPTIONAL)
    convictions = Text(max_length=5000, **OPTIONAL)
    punished = Choice(choices=YesNoUnknown.choices, **OPTIONAL)
    administrative_record = Text(max_length=5000, **OPTIONAL)


class RespondentFactsOfPerson(Face):
    """What is known of a respondent that bears on safety and on the case."""

    parameters = {"get": {"reveal"}}

    @extend_schema(
        operation_id="get_respondent_facts", summary="Read what is known of a respondent", description=NOTHING_YET,
        responses=RespondentFactsRevealed, parameters=[reveal_parameter(*RespondentFacts.REVEALED)],
    )  # fmt: skip
    def get(self, request: Request, pk: str) -> Response:
        names = asked_to_reveal(request, RespondentFacts.REVEALED)
        person = one_or_404(persons_visible_to(request.user).select_related("facts"), pk)
        row = facts_of(person) or RespondentFacts(person=person, survivor_id=person.survivor_id, version=0)
        body = RespondentFactsTold(row).data | reveal_person(row, names, by=request.user, at=now())
        return with_etag(Response(body), row.version)

    @extend_schema(
        operation_id="keep_respondent_facts", summary="Write down what is known of a respondent",
        request=RespondentFactsToKeep, responses=RespondentFactsTold, parameters=[IF_MATCH],
    )  # fmt: skip
    def patch(self, request: Request, pk: str) -> Response:
        person = one_or_404(persons_visible_to(request.user).select_related("survivor"), pk)
        may_write_or_403(request.user, person.survivor)
        facts = given(RespondentFactsToKeep, request, partial=True)
        row = respondents.keep_respondent_facts(
            person, expected_version=expected_version(request), by=request.user, at=now(), **facts
        )
        return with_etag(Response(RespondentFactsTold(row).data), row.version)


class NeedsTold(Told):
    """What she needs to take part. `health` comes with `?reveal=` only."""

    interpreter_language = serializers.CharField()

    class Meta:
        model = SurvivorNeeds
        fields = [
            "survivor", "proceedings_language", "interpreter", "interpreter_language", "step_free", "read_aloud", "version",
        ]  # fmt: skip


class NeedsRevealed(NeedsTold):
    health = serializers.CharField(required=False)

    class Meta(NeedsTold.Meta):
        fields = [*NeedsTold.Meta.fields, *SurvivorNeeds.REVEALED]


class NeedsToKeep(Body):
    """What is left out stays as it is."""

    proceedings_language = Choice(choices=ProceedingsLanguage.choices, **OPTIONAL)
    interpreter = Choice(choices=Interpreter.choices, **OPTIONAL)
    interpreter_language = Text(max_length=60, **OPTIONAL)
    step_free = YesNo(required=False)
    read_aloud = YesNo(required=False)
    health = Text(max_length=2000, **OPTIONAL)


class NeedsOfSurvivor(Face):
    """In which language she takes part, and what a court or a body has to provide."""

    parameters = {"get": {"reveal"}}

    @extend_schema(
        operation_id="get_needs", summary="Read what a survivor needs", description=NOTHING_YET,
        responses=NeedsRevealed, parameters=[reveal_parameter(*SurvivorNeeds.REVEALED)],
    )  # fmt: skip
    def get(self, request: Request, pk: str) -> Response:
        names = asked_to_reveal(request, SurvivorNeeds.REVEALED)
        survivor = one_or_404(survivors_visible_to(request.user).select_related("needs"), pk)
        row = getattr(survivor, "needs", None) or SurvivorNeeds(survivor=survivor, version=0)
        body = NeedsTold(row).data | reveal_person(row, names, by=request.user, at=now())
        return with_etag(Response(body), row.version)

    @extend_schema(
        operation_id="keep_needs", summary="Write down what a survivor needs", request=NeedsToKeep,
        responses=NeedsTold, parameters=[IF_MATCH],
    )  # fmt: skip
    def patch(self, request: Request, pk: str) -> Response:
        survivor = one_or_404(survivors_visible_to(request.user), pk)
        may_write_or_403(request.user, survivor)
        facts = given(NeedsToKeep, request, partial=True)
        row = respondents.keep_needs(
            survivor, expected_version=expected_version(request), by=request.user, at=now(), **facts
        )
        return with_etag(Response(NeedsTold(row).data), row.version)
