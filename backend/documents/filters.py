"""How papers are asked for."""

import django_filters as df

from backend.cases.filters import CaseKeyFilter
from backend.documents.models import Document, DocumentStatus
from backend.kernel.filters import MomentRangeFilter


class DocumentFilter(df.FilterSet):
    """Papers by case, proceeding, template and whether they were filed."""

    case = CaseKeyFilter()
    proceeding = df.UUIDFilter(field_name="proceeding_id")
    status = df.ChoiceFilter(choices=DocumentStatus.choices)
    template = df.CharFilter(field_name="template__key", max_length=60)
    made_at = MomentRangeFilter()

    class Meta:
        model = Document
        fields: list[str] = []
