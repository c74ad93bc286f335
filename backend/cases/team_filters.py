"""How offers and hand-overs are asked for."""

from typing import Any

import django_filters as df

from backend.cases.filters import CaseKeyFilter
from backend.cases.team_choices import AskState, OfferedRole
from backend.cases.team_models import Handover, Offer
from backend.kernel.filters import YesNoFilter


class AskedFilter(df.FilterSet):
    """`mine` asks for what the caller herself was asked."""

    state = df.ChoiceFilter(choices=AskState.choices)
    case = CaseKeyFilter()
    mine = YesNoFilter(method="asked_of_me")

    def asked_of_me(self, rows: Any, _name: str, wanted: bool) -> Any:
        return rows.filter(to_user=self.request.user.pk) if wanted else rows


class OfferFilter(AskedFilter):
    role = df.ChoiceFilter(choices=OfferedRole.choices)

    class Meta:
        model = Offer
        fields: list[str] = []


class HandoverFilter(AskedFilter):
    class Meta:
        model = Handover
        fields: list[str] = []
