"""How the log of access is asked for: whose looks, of which kind."""

from typing import Any

import django_filters as df
from django.utils.translation import gettext_lazy as _

from backend.audit.models import AuditEntry
from backend.audit.queries import of_kind
from backend.audit.verbs import ACCESSES
from backend.kernel.filters import MomentRangeFilter


class AccessFilter(df.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """`kind` is looked, revealed, downloaded or by_reason; `by` is the id of a colleague."""

    kind = df.ChoiceFilter(choices=[(kind, kind) for kind in ACCESSES], method="of_kind", label=_("What"))
    by = df.UUIDFilter(field_name="by_id")
    at = MomentRangeFilter()

    class Meta:
        model = AuditEntry
        fields: list[str] = []

    def of_kind(self, rows: Any, _name: str, kind: str) -> Any:
        return of_kind(rows, kind=kind)
