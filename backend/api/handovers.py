"""Handing cases over: asked by the lead, read and accepted by the colleague, and then everything moves at once."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import User
from backend.api.bodies import Body, Choice, Key, Text, given
from backend.api.offers import WhyDeclined
from backend.api.parameters import IDEMPOTENCY_KEY, reveal_parameter
from backend.api.queries import asked_to_reveal
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import case_or_404, one_or_404
from backend.api.told import Told
from backend.cases.handovers import (
    LONGEST_NOTE,
    accept_handover,
    ask_to_take_over,
    decline_handover,
    withdraw_handover,
)
from backend.cases.team_choices import Staying, ToRead
from backend.cases.team_filters import HandoverFilter
from backend.cases.team_models import Handover
from backend.documents.handing_over import contact_rules, may_read, what_is_open
from backend.kernel.clock import now

RULES = ("contact_rules",)


class HandoverTold(Told):
    """`staying` is what the old lead becomes; `reason` is why it was declined. The note is read one by one."""

    case_code = serializers.CharField(source="case.code")
    reason = serializers.CharField()

    class Meta:
        model = Handover
        fields = [
            "id", "case", "case_code", "from_user", "to_user", "staying", "asked_at", "state", "ended_at", "reason",
            "read",
        ]  # fmt: skip


class OpenThing(serializers.Serializer[Any]):
    title = serializers.CharField()
    on = serializers.DateField()
    time = serializers.CharField(help_text="Empty where none was agreed.")


class HandoverRead(HandoverTold):
    """With the note and what is open in the case under each point; null for who may no longer read it."""

    note = serializers.CharField(allow_null=True)
    open = serializers.DictField(child=OpenThing(many=True), allow_null=True)
    contact_rules = serializers.DictField(child=serializers.CharField(), required=False)

    class Meta(HandoverTold.Meta):
        fields = [*HandoverTold.Meta.fields, "note", "open", "contact_rules"]


class HandoverToAsk(Body):
    user = Key()
    note = Text(max_length=LONGEST_NOTE)
    staying = Choice(choices=Staying.choices, required=False)


class WhatWasRead(Body):
    """All points of the check-list, or the hand-over is not accepted."""

    read = serializers.ListField(child=Choice(choices=ToRead.choices))


def _rows(user: Any) -> Any:
    return Handover.objects.visible_to(user).select_related("case__survivor", "to_user", "from_user").defer("note")


class HandoverResource(Resource):
    """Hand-overs asked of the caller, and those of the cases on whose team she is."""

    serializer_class = HandoverTold
    filterset_class = HandoverFilter
    orderings = ("-asked_at", "asked_at")
    parameters = {"retrieve": {"reveal"}}

    def rows(self) -> Any:
        return _rows(self.request.user)

    @extend_schema(operation_id="list_handovers", summary="List hand-overs")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), HandoverTold)

    @extend_schema(
        operation_id="get_handover", summary="Read a hand-over", responses=HandoverRead,
        parameters=[reveal_parameter(*RULES)],
    )  # fmt: skip
    def retrieve(self, request: Request, pk: str) -> Response:
        """Each reading is a line of the case's log."""
        handover, moment = one_or_404(self.rows(), pk), now()
        told: dict[str, Any] = {"note": None, "open": None}
        if may_read(handover, request.user):
            found = what_is_open(handover, by=request.user, at=moment) if handover.is_open else {}
            told = {
                "note": handover.note,
                "open": {key: OpenThing(rows, many=True).data for key, rows in found.items()},
            }
        if asked_to_reveal(request, RULES):
            told["contact_rules"] = contact_rules(handover, by=request.user, at=moment)
        return Response(HandoverTold(handover).data | told)

    @extend_schema(
        operation_id="accept_handover", summary="Take a case over", request=WhatWasRead, responses=HandoverTold,
        parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def accept(self, request: Request, pk: str) -> Response:
        """Lead, tasks, hearings, deadlines and reminders go over together, or nothing does."""
        handover = one_or_404(self.rows(), pk)
        read = given(WhatWasRead, request)["read"]
        return answered_once(request, lambda: _told(accept_handover(handover, read=read, by=request.user, at=now())))

    @extend_schema(
        operation_id="decline_handover", summary="Decline to take a case over", request=WhyDeclined,
        responses=HandoverTold, parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def decline(self, request: Request, pk: str) -> Response:
        handover = one_or_404(self.rows(), pk)
        reason = given(WhyDeclined, request)["reason"]
        return answered_once(
            request, lambda: _told(decline_handover(handover, reason=reason, by=request.user, at=now()))
        )

    @extend_schema(
        operation_id="withdraw_handover", summary="Withdraw a hand-over", request=None, responses=HandoverTold
    )
    def withdraw(self, request: Request, pk: str) -> Response:
        """A second time changes nothing."""
        return _told(withdraw_handover(one_or_404(self.rows(), pk), by=request.user, at=now()))


class HandoverOfCaseResource(Resource):
    """The hand-overs of one case."""

    serializer_class = HandoverTold
    filterset_class = HandoverFilter
    orderings = ("-asked_at", "asked_at")

    def rows(self) -> Any:
        return _rows(self.request.user)

    @extend_schema(operation_id="list_handovers_of_case", summary="List the hand-overs of a case")
    def list(self, request: Request, pk: str) -> Response:
        return self.page_of(self.rows().filter(case=case_or_404(request.user, pk, content=True)), HandoverTold)

    @extend_schema(
        operation_id="ask_to_take_over", summary="Ask a colleague to take a case over", request=HandoverToAsk,
        responses={201: HandoverTold}, parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request, pk: str) -> Response:
        """By the lead, who stays until the colleague accepts."""
        case = case_or_404(request.user, pk, content=True)
        facts = given(HandoverToAsk, request)
        user = one_or_404(User.objects.visible_to(request.user), facts.pop("user"), field="user")
        said = facts.pop("note")

        def work() -> Response:
            handover = ask_to_take_over(case, user, note_text=said, by=request.user, at=now(), **facts)
            return _told(handover, status.HTTP_201_CREATED)

        return answered_once(request, work)


def _told(handover: Handover, code: int = status.HTTP_200_OK) -> Response:
    return Response(HandoverTold(handover).data, status=code)
