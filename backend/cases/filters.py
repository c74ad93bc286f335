"""How cases are asked for: the same words in a browser's address bar and in an API call."""

from typing import Any

import django_filters as df
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.cases.models import Case
from backend.people.choices import REGIONS


class CaseFilter(df.FilterSet):
    """Filters of the case list. `q` knows codes and official numbers only: names never stand in an address."""

    q = df.CharFilter(method="search", label=_("Code or official number"))
    open = df.BooleanFilter(field_name="closed_on", lookup_expr="isnull", label=_("Open cases"))
    region = df.ChoiceFilter(choices=REGIONS, label=_("Region"), empty_label=_("any region"))
    route = df.CharFilter(field_name="proceedings__route", distinct=True, label=_("Route"))
    stage = df.CharFilter(field_name="proceedings__stage", distinct=True, label=_("Stage"))
    mine = df.BooleanFilter(method="on_my_team", label=_("Only mine"))
    opened_on = df.DateFromToRangeFilter(label=_("Opened"))

    class Meta:
        model = Case
        fields: list[str] = []

    def search(self, cases: Any, _name: str, words: str) -> Any:
        return cases.filter(
            Q(code__icontains=words.strip()) | Q(proceedings__number__icontains=words.strip())
        ).distinct()

    def on_my_team(self, cases: Any, _name: str, wanted: bool) -> Any:
        mine = cases.filter(team__user=self.request.user.pk, team__ended_at=None)
        return mine if wanted else cases
