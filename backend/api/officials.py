"""Who has a proceeding in hand, and who had it before."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Body, Choice, Day, Key, Text, given
from backend.api.parameters import IDEMPOTENCY_KEY, IF_MATCH, IF_NONE_MATCH
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import agency_or_422, content_or_403, one_or_404
from backend.api.told import Told
from backend.api.versions import expected_version, unless_known, with_etag
from backend.kernel.clock import now
from backend.proceedings.models import Official, OfficialRole, Proceeding
from backend.proceedings.officials import correct_official, name_official, official_left

OPTIONAL: dict[str, Any] = {"required": False, "allow_blank": True}


class OfficialTold(Told):
    """`left` with an empty `until`: the day is not known."""

    name = serializers.CharField()
    phone = serializers.CharField()
    remark = serializers.CharField()

    class Meta:
        model = Official
        fields = ["id", "proceeding", "role", "name", "agency", "phone", "remark", "since", "until", "left", "version"]


class OfficialToName(Body):
    """Whoever has the proceeding now. A former one of the same role (an expert aside) leaves it by this."""

    role = Choice(choices=OfficialRole.choices)
    name = Text(max_length=200)
    agency = Key(required=False, allow_null=True)
    phone = Text(max_length=40, **OPTIONAL)
    since = Day(required=False, allow_null=True)
    remark = Text(max_length=1000, **OPTIONAL)


class OfficialToCorrect(OfficialToName):
    """What was written down wrongly; what is left out stays as it is."""


class OfficialWhoLeft(Body):
    """The last day, if it is known."""

    until = Day(required=False, allow_null=True)


class OfficialOfProceedingResource(Resource):
    """The officials of one proceeding, those of now first."""

    serializer_class = OfficialTold
    orderings = ("id", "-id")

    def rows(self) -> Any:
        rows = Official.objects.content_visible_to(self.request.user)
        return rows.select_related("proceeding__case")

    def _proceeding(self, request: Request, pk: str) -> Any:
        found = one_or_404(Proceeding.objects.visible_to(request.user).select_related("case__survivor", "agency"), pk)
        content_or_403(request.user, found.case)
        return found

    @extend_schema(operation_id="list_officials", summary="List the officials of a proceeding")
    def list(self, request: Request, pk: str) -> Response:
        return self.page_of(self.rows().filter(proceeding=self._proceeding(request, pk)), OfficialTold)

    @extend_schema(
        operation_id="name_official", summary="Name an official", request=OfficialToName,
        responses={201: OfficialTold}, parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request, pk: str) -> Response:
        proceeding = self._proceeding(request, pk)
        facts = _with_body(given(OfficialToName, request))

        def work() -> Response:
            row = name_official(proceeding, facts.pop("role"), by=request.user, at=now(), **facts)
            return with_etag(Response(OfficialTold(row).data, status=status.HTTP_201_CREATED), row.version)

        return answered_once(request, work)


class OfficialResource(OfficialOfProceedingResource):
    """One official by her or his id."""

    @extend_schema(
        operation_id="get_official", summary="Read an official", responses=OfficialTold, parameters=[IF_NONE_MATCH]
    )
    def retrieve(self, request: Request, pk: str) -> Response:
        row = one_or_404(self.rows(), pk)
        return unless_known(request, OfficialTold(row).data, row.version)

    @extend_schema(
        operation_id="correct_official", summary="Correct an official", request=OfficialToCorrect,
        responses=OfficialTold, parameters=[IF_MATCH],
    )  # fmt: skip
    def partial_update(self, request: Request, pk: str) -> Response:
        row = one_or_404(self.rows(), pk)
        facts = _with_body(given(OfficialToCorrect, request, partial=True))
        row = correct_official(row, expected_version=expected_version(request), by=request.user, at=now(), **facts)
        return with_etag(Response(OfficialTold(row).data), row.version)

    @extend_schema(
        operation_id="official_left", summary="Say that an official no longer has it", request=OfficialWhoLeft,
        responses=OfficialTold, parameters=[IF_MATCH],
    )  # fmt: skip
    def left(self, request: Request, pk: str) -> Response:
        row = one_or_404(self.rows(), pk)
        until = given(OfficialWhoLeft, request).get("until")
        row = official_left(row, expected_version=expected_version(request), until=until, by=request.user, at=now())
        return with_etag(Response(OfficialTold(row).data), row.version)


def _with_body(facts: dict[str, Any]) -> dict[str, Any]:
    if "agency" in facts:
        facts["agency"] = agency_or_422(facts["agency"], field="agency")
    return facts
