"""How deadlines are asked for."""

from typing import Any

import django_filters as df

from backend.deadlines.models import Deadline, DeadlineState, Obligor


class DeadlineFilter(df.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """`due_before` is a moment; `mine` asks for the cases on whose team the caller is."""

    obligor = df.ChoiceFilter(choices=Obligor.choices)
    state = df.ChoiceFilter(choices=DeadlineState.choices)
    due_before = df.IsoDateTimeFilter(field_name="due_at", lookup_expr="lt")
    case = df.UUIDFilter(field_name="proceeding__case")
    mine = df.BooleanFilter(method="of_my_cases")

    class Meta:
        model = Deadline
        fields = ["proceeding", "rule_key"]

    def of_my_cases(self, deadlines: Any, _name: str, wanted: bool) -> Any:
        return deadlines.of_team_member(self.request.user) if wanted else deadlines
