"""What names, IIN and birth dates were before they were corrected; and what is said when one changes."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Body, Choice, Day, Text
from backend.api.parameters import reveal_parameter
from backend.api.queries import asked_to_reveal
from backend.api.resources import Resource
from backend.api.rows import one_or_404
from backend.api.told import Told
from backend.cases.filters import CorrectionFilter
from backend.cases.queries import corrections_visible_to
from backend.cases.revealing import reveal_person
from backend.kernel.clock import now
from backend.people.life_choices import WhyChanged
from backend.people.life_models import Correction

OPTIONAL: dict[str, Any] = {"required": False, "allow_blank": True}


class OfAChange(Body):
    """Why a name, IIN or birth date that replaces another changes: compulsory then, kept with what it was."""

    why_changed = Choice(choices=WhyChanged.choices, **OPTIONAL)
    changed_since = Day(required=False, allow_null=True)
    change_remark = Text(max_length=1000, **OPTIONAL)


class CorrectionTold(Told):
    """One corrected fact without its values. `person` is null where it is the survivor's own."""

    since = serializers.DateField(allow_null=True)

    class Meta:
        model = Correction
        fields = ["id", "survivor", "person", "field", "why", "since", "corrected_at", "corrected_by"]


class CorrectionRevealed(CorrectionTold):
    was = serializers.CharField(required=False)
    became = serializers.CharField(required=False)
    remark = serializers.CharField(required=False)

    class Meta(CorrectionTold.Meta):
        fields = [*CorrectionTold.Meta.fields, *Correction.REVEALED]


class CorrectionResource(Resource):
    """The history of who somebody is: read one by one, each look logged."""

    serializer_class = CorrectionTold
    filterset_class = CorrectionFilter
    orderings = ("-corrected_at", "corrected_at")
    parameters = {"retrieve": {"reveal"}}

    def rows(self) -> Any:
        return corrections_visible_to(self.request.user).defer(*Correction.REVEALED)

    @extend_schema(operation_id="list_corrections", summary="List corrected names and numbers")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), CorrectionTold)

    @extend_schema(
        operation_id="get_correction", summary="Read a correction", responses=CorrectionRevealed,
        parameters=[reveal_parameter(*Correction.REVEALED)],
    )  # fmt: skip
    def retrieve(self, request: Request, pk: str) -> Response:
        names = asked_to_reveal(request, Correction.REVEALED)
        row = one_or_404(self.rows(), pk)
        return Response(CorrectionTold(row).data | reveal_person(row, names, by=request.user, at=now()))
