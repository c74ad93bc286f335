"""A colleague who leaves an organisation: what she holds, and switching her off in one step."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import Membership, Organisation, User
from backend.accounts.policies import may_switch_off
from backend.api.bodies import Body, Key, given
from backend.api.parameters import IDEMPOTENCY_KEY
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import one_or_404
from backend.cases.choices import TeamRole
from backend.cases.leaving import switch_off
from backend.deadlines.holdings import Holdings, holdings_of
from backend.kernel.clock import now
from backend.kernel.errors import InvalidInput, NotAllowed


class PlaceTold(serializers.Serializer[Any]):
    case = serializers.UUIDField(source="case.pk")
    case_code = serializers.CharField(source="case.code")
    role = serializers.ChoiceField(choices=TeamRole.choices)
    tasks = serializers.IntegerField()
    hearings = serializers.IntegerField()
    reminders = serializers.IntegerField()
    needs_a_taker = serializers.BooleanField()


class HoldingsTold(serializers.Serializer[Any]):
    """What ends and what moves when she is switched off: numbers only."""

    places = PlaceTold(many=True)
    open_asks = serializers.IntegerField()
    sessions = serializers.IntegerField(source="entrances.sessions")
    tokens = serializers.IntegerField(source="entrances.tokens")
    elsewhere = serializers.BooleanField(
        source="entrances.elsewhere", help_text="She works in another organisation too."
    )


class Takers(Body):
    """For every open case she leads, by its id: who leads it from now on, or null for no one yet."""

    takers = serializers.DictField(child=Key(allow_null=True), required=False)


class SwitchedOff(serializers.Serializer[Any]):
    """How many sessions and tokens ended."""

    sessions = serializers.IntegerField()
    tokens = serializers.IntegerField()
    elsewhere = serializers.BooleanField()


class LeavingResource(Resource):
    """For coordinators of the organisation."""

    serializer_class = HoldingsTold
    model = Membership

    def rows(self) -> Any:
        return Membership.objects.visible_to(self.request.user).select_related("user", "organisation")

    def _member(self, request: Request, pk: str, member: str) -> Membership:
        organisation = one_or_404(Organisation.objects.visible_to(request.user), pk)
        membership: Membership = one_or_404(self.rows().filter(organisation=organisation), member)
        if not may_switch_off(request.user, membership):
            raise NotAllowed(_("Only another coordinator of the organisation may switch a colleague off."))
        return membership

    @extend_schema(operation_id="get_holdings", summary="What a colleague holds", responses=HoldingsTold)
    def holdings(self, request: Request, pk: str, member: str) -> Response:
        held: Holdings = holdings_of(self._member(request, pk, member), now())
        return Response(HoldingsTold(held).data)

    @extend_schema(
        operation_id="switch_off_member", summary="Switch off a colleague who leaves", request=Takers,
        responses=SwitchedOff, parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def switch_off(self, request: Request, pk: str, member: str) -> Response:
        """Ends sessions, tokens, membership and places on teams; tasks, hearings and reminders move. One step or none."""
        membership = self._member(request, pk, member)
        takers = self._takers(request)

        def work() -> Response:
            return Response(SwitchedOff(switch_off(membership, takers=takers, by=request.user, at=now())).data)

        return answered_once(request, work)

    def _takers(self, request: Request) -> dict[Any, Any]:
        told = given(Takers, request).get("takers", {})
        colleagues = User.objects.visible_to(request.user)
        found = {}
        for case_id, user_id in told.items():
            where = f"takers.{case_id}"
            taker = one_or_404(colleagues, user_id, field=where) if user_id else None
            found[_as_id(case_id, where)] = taker
        return found


def _as_id(said: str, where: str) -> Any:
    try:
        return serializers.UUIDField().to_internal_value(said)
    except serializers.ValidationError:
        raise InvalidInput(_("This must be an id (UUID) written as text."), field=where) from None
