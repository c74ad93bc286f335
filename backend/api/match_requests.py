"""Asking another lead to open a match, and her answer."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Body, Text, given
from backend.api.parameters import IDEMPOTENCY_KEY
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import one_or_404
from backend.api.told import Told
from backend.api.versions import with_etag
from backend.cases.check_models import Finding, MatchRequest
from backend.cases.checks.opening import (
    LONGEST_NOTE,
    answer_request,
    ask_to_open,
    end_consent,
    withdraw_request,
)
from backend.cases.checks.policies import speaks_for
from backend.kernel.clock import now


class MatchRequestTold(Told):
    """`match` is the caller's own finding, `asked_by_us` whether her side asked. Who stands on the other side is not told."""

    match = serializers.SerializerMethodField()
    asked_by_us = serializers.SerializerMethodField()
    note = serializers.SerializerMethodField()

    class Meta:
        model = MatchRequest
        fields = [
            "id", "match", "asked_by_us", "state", "note", "asked_at", "answer_by", "answered_at", "ended_at", "version",
        ]  # fmt: skip

    def get_match(self, row: MatchRequest) -> str:
        return str(row.finding_id if self.get_asked_by_us(row) else row.answering_id)

    def get_asked_by_us(self, row: MatchRequest) -> bool:
        return speaks_for(self.context["request"].user, row.finding.case)

    def get_note(self, row: MatchRequest) -> str:
        return row.note or ""


class MatchRequestToMake(Body):
    note = Text(max_length=LONGEST_NOTE, required=False, allow_blank=True)


class MatchRequestResource(Resource):
    """Requests of the cases for which the caller speaks: as lead, or as coordinator while a case has none."""

    serializer_class = MatchRequestTold
    orderings = ("-asked_at", "asked_at")

    def rows(self) -> Any:
        return MatchRequest.objects.visible_to(self.request.user).select_related("finding__case", "answering__case")

    def _told(self, row: MatchRequest, status_code: int = status.HTTP_200_OK) -> Response:
        data = MatchRequestTold(row, context={"request": self.request}).data
        return with_etag(Response(data, status=status_code), row.version)

    @extend_schema(operation_id="list_match_requests", summary="List requests to open a match")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), MatchRequestTold, context={"request": request})

    @extend_schema(
        operation_id="get_match_request", summary="Read a request to open a match", responses=MatchRequestTold
    )
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._told(one_or_404(self.rows(), pk))

    @extend_schema(
        operation_id="ask_to_open_match", summary="Ask the other lead to open a match", request=MatchRequestToMake,
        responses={201: MatchRequestTold}, parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def ask(self, request: Request, pk: str) -> Response:
        """To ask is to consent for one's own side. The other lead has fourteen days to answer."""
        finding = one_or_404(Finding.objects.visible_to(request.user), pk)
        note = given(MatchRequestToMake, request).get("note", "")

        def work() -> Response:
            return self._told(ask_to_open(finding, note_text=note, by=request.user, at=now()), 201)

        return answered_once(request, work)

    @extend_schema(
        operation_id="accept_match_request", summary="Consent to open a match", request=None, responses=MatchRequestTold
    )
    def accept(self, request: Request, pk: str) -> Response:
        return self._done(request, pk, lambda row, **act: answer_request(row, accept=True, **act))

    @extend_schema(
        operation_id="decline_match_request",
        summary="Decline to open a match",
        request=None,
        responses=MatchRequestTold,
    )
    def decline(self, request: Request, pk: str) -> Response:
        return self._done(request, pk, lambda row, **act: answer_request(row, accept=False, **act))

    @extend_schema(
        operation_id="withdraw_match_request", summary="Take a request back", request=None, responses=MatchRequestTold
    )
    def withdraw(self, request: Request, pk: str) -> Response:
        return self._done(request, pk, withdraw_request)

    @extend_schema(
        operation_id="end_match_consent", summary="End the consent to an open match", request=None,
        responses=MatchRequestTold,
    )  # fmt: skip
    def end(self, request: Request, pk: str) -> Response:
        return self._done(request, pk, end_consent)

    def _done(self, request: Request, pk: str, verb: Callable[..., MatchRequest]) -> Response:
        return self._told(verb(one_or_404(self.rows(), pk), by=request.user, at=now()))
