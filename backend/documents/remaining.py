"""The papers that were filled and never sent, in a case somebody wants to close."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy

from backend.cases.models import Case
from backend.cases.still_open import Remaining, watch
from backend.documents.catalogue import papers
from backend.documents.models import Document, DocumentStatus
from backend.proceedings.problems import title


def unsent_papers(case: Case, _now: datetime) -> Iterable[Remaining]:
    rows = Document.objects.filter(case=case, status=DocumentStatus.DRAFT).select_related("template")
    for row in rows.defer("answers", "template__content"):
        known = papers().get(row.template.key)
        yield Remaining(row.pk, title(known.titles) if known else row.template.key, row.made_at)


watch("unsent_papers", gettext_lazy("Papers filled and not filed"), unsent_papers, place=60, is_content=True)
