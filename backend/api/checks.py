"""Checks at intake: what was compared in a case, what was found, what people decided about it."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Body, Choice, Text, given
from backend.api.parameters import IDEMPOTENCY_KEY, IF_MATCH
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import case_or_404, one_or_404
from backend.api.told import Told
from backend.api.versions import expected_version, with_etag
from backend.cases.check_choices import Decision, Result
from backend.cases.check_models import Check, Finding
from backend.cases.checks.deciding import LONGEST_REASON, decide_finding
from backend.cases.checks.policies import may_ask_for_checks
from backend.cases.checks.running import check_case
from backend.kernel.clock import now
from backend.kernel.errors import NotAllowed
from backend.proceedings.matches import opened_match


class CheckTold(Told):
    """One person compared with all that is on record; `compared` are kinds of fingerprints: `iin`, `born`, `name`."""

    result = serializers.ChoiceField(choices=Result.choices, source="shown_result")

    class Meta:
        model = Check
        fields = ["id", "person", "survivor", "because", "compared", "result", "made_at", "made_by"]


class FindingTold(Told):
    """Somebody of the case who seems to appear elsewhere. Which other case it is, is not told: see `opened`."""

    reason = serializers.SerializerMethodField(help_text="Why it was decided so; empty where no reason was given.")
    can_be_opened = serializers.BooleanField()

    class Meta:
        model = Finding
        fields = [
            "id", "case", "person", "survivor", "question", "strength", "member", "found_at", "gone_at", "decision",
            "reason", "decided_at", "decided_by", "can_be_opened", "version",
        ]  # fmt: skip

    def get_reason(self, finding: Finding) -> str:
        return finding.reason or ""


class DecisionToTake(Body):
    """Of a conflict: `no_conflict`, `steps_back`, `referred`, `not_same`, with a reason. Of a repeat: `same`, `not_same`."""

    decision = Choice(choices=Decision.choices)
    reason = Text(max_length=LONGEST_REASON, required=False, allow_blank=True)


class OpenedTrackTold(serializers.Serializer[Any]):
    route = serializers.CharField()
    stage = serializers.CharField()
    opened_on = serializers.DateField()
    outcomes = serializers.SerializerMethodField(help_text="How it ended for him: outcome and day.")

    def get_outcomes(self, track: Any) -> list[dict[str, str]]:
        return [{"outcome": outcome, "happened_on": on.isoformat()} for outcome, on in track.outcomes]


class OpenedMatchTold(serializers.Serializer[Any]):
    """The other case of an open match: nothing of its survivor."""

    code = serializers.CharField()
    organisation = serializers.CharField()
    is_closed = serializers.BooleanField()
    lead_name = serializers.CharField()
    lead_email = serializers.CharField()
    lead_phone = serializers.CharField()
    tracks = OpenedTrackTold(many=True)


class CheckResource(Resource):
    """The checks of one case, for its lead and the coordinators."""

    serializer_class = CheckTold
    orderings = ("-made_at", "made_at")

    def rows(self) -> Any:
        return Check.objects.content_visible_to(self.request.user).shown_to(self.request.user)

    def _case(self, pk: str) -> Any:
        case = case_or_404(self.request.user, pk)
        if not may_ask_for_checks(self.request.user, case):
            raise NotAllowed(_("What the checks have found is for the lead of the case and the coordinators."))
        return case

    @extend_schema(operation_id="list_checks", summary="List the checks of a case")
    def list(self, request: Request, pk: str) -> Response:
        return self.page_of(self.rows().filter(case=self._case(pk)), CheckTold)

    @extend_schema(
        operation_id="check_case", summary="Check everybody of a case again", request=None,
        responses={201: CheckTold(many=True)}, parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request, pk: str) -> Response:
        """They run by themselves when somebody is written down or corrected. Asked for, at most five times a day."""
        case = self._case(pk)

        def work() -> Response:
            made = check_case(case, by=request.user, at=now())
            rows = self.rows().filter(pk__in=[check.pk for check in made]).order_by("id")
            return Response({"results": CheckTold(rows, many=True).data}, status=status.HTTP_201_CREATED)

        return answered_once(request, work)


class MatchesOfCaseResource(Resource):
    """What the checks of one case have found, for its lead and the coordinators; never for the colleague concerned."""

    serializer_class = FindingTold
    orderings = ("-found_at", "found_at")

    def rows(self) -> Any:
        return Finding.objects.visible_to(self.request.user).select_related("case")

    @extend_schema(operation_id="list_matches_of_case", summary="List what the checks of a case have found")
    def list(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk)
        if not may_ask_for_checks(request.user, case):
            raise NotAllowed(_("What the checks have found is for the lead of the case and the coordinators."))
        return self.page_of(self.rows().filter(case=case), FindingTold)


class MatchResource(Resource):
    """One finding: read, decided, and the other case once both leads consent."""

    serializer_class = FindingTold

    def rows(self) -> Any:
        return Finding.objects.visible_to(self.request.user).select_related("case")

    @extend_schema(operation_id="get_match", summary="Read a match", responses=FindingTold)
    def retrieve(self, request: Request, pk: str) -> Response:
        finding = one_or_404(self.rows(), pk)
        return with_etag(Response(FindingTold(finding).data), finding.version)

    @extend_schema(
        operation_id="decide_match", summary="Decide about a match", request=DecisionToTake, responses=FindingTold,
        parameters=[IF_MATCH],
    )  # fmt: skip
    def decide(self, request: Request, pk: str) -> Response:
        finding = one_or_404(self.rows(), pk)
        told, version = given(DecisionToTake, request), expected_version(request)
        finding = decide_finding(finding, expected_version=version, by=request.user, at=now(), **told)
        return with_etag(Response(FindingTold(finding).data), finding.version)

    @extend_schema(
        operation_id="get_opened_match", summary="Read the other case of an open match", responses=OpenedMatchTold
    )
    def opened(self, request: Request, pk: str) -> Response:
        """403 until both leads consent. Each look stands in the logs of both cases."""
        finding = one_or_404(self.rows(), pk)
        return Response(OpenedMatchTold(opened_match(finding, by=request.user, at=now())).data)
