"""Cases offered to volunteers: asked by those who manage the team, answered by whoever was asked."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import User
from backend.api.bodies import Body, Choice, Day, Key, Text, given
from backend.api.parameters import IDEMPOTENCY_KEY
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import case_or_404, one_or_404
from backend.api.told import Told
from backend.cases.offers import (
    HOURS_OF_A_WEEK,
    LONGEST_MESSAGE,
    accept_offer,
    decline_offer,
    offer_case,
    withdraw_offer,
)
from backend.cases.team_choices import OfferedRole
from backend.cases.team_filters import OfferFilter
from backend.cases.team_models import Offer
from backend.deadlines.frames import frame_of
from backend.kernel.clock import now


class OfferTold(Told):
    """`reason` is why it was declined. `expires_at` is an exclusive end: until that moment it can be answered."""

    case_code = serializers.CharField(source="case.code")
    message = serializers.CharField()
    reason = serializers.CharField()

    class Meta:
        model = Offer
        fields = [
            "id", "case", "case_code", "to_user", "role", "message", "hours_a_week", "offered_by", "asked_at",
            "expires_at", "state", "ended_at", "reason",
        ]  # fmt: skip


class TrackTold(serializers.Serializer[Any]):
    route = serializers.CharField()
    stage = serializers.CharField()


class FrameTold(serializers.Serializer[Any]):
    """What may be known of a case before one says whether one takes it on."""

    code = serializers.CharField()
    region = serializers.CharField()
    kinds = serializers.ListField(child=serializers.CharField())
    tracks = TrackTold(many=True)
    next_on = serializers.DateField(allow_null=True)
    languages = serializers.ListField(child=serializers.CharField())


class OfferWithFrame(OfferTold):
    """One offer; whoever is asked sees the frame while it is open."""

    frame = FrameTold(allow_null=True)

    class Meta(OfferTold.Meta):
        fields = [*OfferTold.Meta.fields, "frame"]


class OfferToMake(Body):
    """`answer_by` is the last day on which it can be answered, in Almaty."""

    user = Key()
    role = Choice(choices=OfferedRole.choices)
    answer_by = Day()
    message = Text(max_length=LONGEST_MESSAGE, required=False, allow_blank=True)
    hours_a_week = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=HOURS_OF_A_WEEK)


class WhyDeclined(Body):
    reason = Text(max_length=1000)


def _rows(user: Any) -> Any:
    return Offer.objects.visible_to(user).select_related("case__survivor", "to_user", "offered_by")


class OfferResource(Resource):
    """Offers to the caller, and those of the cases whose frame she may know of."""

    serializer_class = OfferTold
    filterset_class = OfferFilter
    orderings = ("-asked_at", "asked_at")

    def rows(self) -> Any:
        return _rows(self.request.user)

    @extend_schema(operation_id="list_offers", summary="List offers of cases")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), OfferTold)

    @extend_schema(operation_id="get_offer", summary="Read an offer", responses=OfferWithFrame)
    def retrieve(self, request: Request, pk: str) -> Response:
        offer, moment = one_or_404(self.rows(), pk), now()
        answerable = offer.is_open and offer.expires_at > moment
        shown = answerable or offer.to_user_id != request.user.pk
        frame = FrameTold(frame_of(offer.case, moment)).data if shown else None
        return Response(OfferTold(offer).data | {"frame": frame})

    @extend_schema(
        operation_id="accept_offer", summary="Accept an offer", request=None, responses=OfferTold,
        parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def accept(self, request: Request, pk: str) -> Response:
        """The caller takes the place and from then on sees what is in the case."""
        offer = one_or_404(self.rows(), pk)
        return answered_once(request, lambda: _told(accept_offer(offer, by=request.user, at=now())))

    @extend_schema(
        operation_id="decline_offer", summary="Decline an offer", request=WhyDeclined, responses=OfferTold,
        parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def decline(self, request: Request, pk: str) -> Response:
        offer = one_or_404(self.rows(), pk)
        reason = given(WhyDeclined, request)["reason"]
        return answered_once(request, lambda: _told(decline_offer(offer, reason=reason, by=request.user, at=now())))

    @extend_schema(operation_id="withdraw_offer", summary="Withdraw an offer", request=None, responses=OfferTold)
    def withdraw(self, request: Request, pk: str) -> Response:
        """A second time changes nothing."""
        return _told(withdraw_offer(one_or_404(self.rows(), pk), by=request.user, at=now()))


class OfferOfCaseResource(Resource):
    """The offers of one case."""

    serializer_class = OfferTold
    filterset_class = OfferFilter
    orderings = ("-asked_at", "asked_at")

    def rows(self) -> Any:
        return _rows(self.request.user)

    @extend_schema(operation_id="list_offers_of_case", summary="List the offers of a case")
    def list(self, request: Request, pk: str) -> Response:
        return self.page_of(self.rows().filter(case=case_or_404(request.user, pk)), OfferTold)

    @extend_schema(
        operation_id="offer_case", summary="Offer a case to a colleague", request=OfferToMake,
        responses={201: OfferTold}, parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk)
        facts = given(OfferToMake, request)
        user = one_or_404(User.objects.visible_to(request.user), facts.pop("user"), field="user")
        role = facts.pop("role")

        def work() -> Response:
            offer = offer_case(case, user, role, by=request.user, at=now(), **facts)
            return _told(offer, status.HTTP_201_CREATED)

        return answered_once(request, work)


def _told(offer: Offer, code: int = status.HTTP_200_OK) -> Response:
    return Response(OfferTold(offer).data, status=code)
