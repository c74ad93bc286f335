"""Who is calling: asked in a body, because an address would keep what is personal."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Body, Day, Text, given
from backend.api.resources import Face
from backend.cases.finding import find_people
from backend.kernel.clock import now
from backend.people.life_choices import KnownAs

OPTIONAL: dict[str, Any] = {"required": False, "allow_blank": True}


class PersonAskedFor(Body):
    """All that is given must fit; names are found in any spelling, in Russian, Kazakh or Latin letters, numbers whole.

    A name may be the pseudonym.
    """

    name = Text(max_length=200, **OPTIONAL)
    iin = Text(max_length=20, **OPTIONAL)
    phone = Text(max_length=40, **OPTIONAL)
    birth_date = Day(required=False, allow_null=True)


class MatchTold(serializers.Serializer[Any]):
    case = serializers.UUIDField()
    code = serializers.CharField()
    survivor = serializers.UUIDField()
    as_survivor = serializers.BooleanField(help_text="False: another person of the case answers to what was asked.")
    known_as = serializers.ChoiceField(
        choices=KnownAs.choices, help_text="Empty: as she or he is called now; else by a former name or another one."
    )


class MatchesTold(serializers.Serializer[Any]):
    """The caller's own cases; of those not open to her only their number."""

    matches = MatchTold(many=True)
    others = serializers.IntegerField(help_text="How many more cases of the organisation have a match.")


class Match(Face):
    """Finding somebody without putting her into an address. Each search is a line of the organisation's log."""

    @extend_schema(operation_id="match_people", summary="Find a person", request=PersonAskedFor, responses=MatchesTold)
    def post(self, request: Request) -> Response:
        facts = given(PersonAskedFor, request)
        user: Any = request.user
        found = find_people(user, born=facts.pop("birth_date", None), at=now(), **facts)
        matches = [
            {
                "case": each.case.pk,
                "code": each.case.code,
                "survivor": each.case.survivor_id,
                "as_survivor": each.as_survivor,
                "known_as": each.known_as,
            }
            for each in found.mine
        ]
        return Response({"matches": matches, "others": found.others})
