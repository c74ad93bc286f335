"""The sittings that still wait in a case somebody wants to close."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.cases.models import Case
from backend.cases.still_open import Remaining, watch
from backend.kernel.clock import ALMATY
from backend.proceedings.models import Hearing


def hearings_ahead(case: Case, now: datetime) -> Iterable[Remaining]:
    yield from _sittings(Hearing.objects.scheduled().filter(proceeding__case=case, starts_at__gt=now))


def hearings_without_result(case: Case, now: datetime) -> Iterable[Remaining]:
    yield from _sittings(Hearing.objects.scheduled().filter(proceeding__case=case, starts_at__lte=now))


def _sittings(rows: Iterable[Hearing]) -> Iterable[Remaining]:
    for row in rows:
        local = row.starts_at.astimezone(ALMATY)
        day = formats.date_format(local.date(), "SHORT_DATE_FORMAT")
        words = _("Hearing on %(day)s at %(time)s") % {"day": day, "time": f"{local:%H:%M}"}
        yield Remaining(row.pk, words, row.starts_at)


watch("hearings_ahead", gettext_lazy("Hearings ahead"), hearings_ahead, place=20)
watch("hearings_without_result", gettext_lazy("Hearings without a result"), hearings_without_result, place=30)
