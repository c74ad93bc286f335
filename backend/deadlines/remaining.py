"""The clocks that still run in a case somebody wants to close."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.cases.models import Case
from backend.cases.still_open import Remaining, watch
from backend.deadlines.models import Deadline
from backend.deadlines.plan import last_day_of
from backend.law.queries import cited_rule
from backend.proceedings.problems import title

INSTANT = timedelta(microseconds=1)  # the end of a term is exclusive; people are told its last day


def our_deadlines(case: Case, now: datetime) -> Iterable[Remaining]:
    """Ours. One that can still be met must not be left: who closes over it loses her right for good, and silently."""
    for row in _running(case).filter(obligor="us"):
        name = _name(row)
        forbids = ""
        if row.act_by and row.act_by > now:
            forbids = _(
                "“%(deadline)s” runs until %(day)s: after that the right is lost. Act, waive it with a reason, or hand "
                "the case over to a colleague instead of closing it."
            ) % {"deadline": name, "day": formats.date_format(last_day_of(row.act_by), "SHORT_DATE_FORMAT")}
        yield Remaining(row.pk, name, _last_moment(row.act_by), forbids)


def their_deadlines(case: Case, _now: datetime) -> Iterable[Remaining]:
    """What authorities, courts and the other side still owe."""
    for row in _running(case).exclude(obligor="us"):
        yield Remaining(row.pk, f"{_name(row)} ({row.get_obligor_display()})", _last_moment(row.due_at))


def _running(case: Case) -> Any:
    return Deadline.objects.running().filter(proceeding__case=case).order_by("act_by", "id")


def _last_moment(end: datetime | None) -> datetime | None:
    """None while the term awaits its day, which is counted by hand."""
    return end - INSTANT if end else None


def _name(row: Deadline) -> str:
    return title(cited_rule(row.rule_key, row.rule_version).titles)


watch("our_deadlines", gettext_lazy("Deadlines of ours"), our_deadlines, place=10)
watch("their_deadlines", gettext_lazy("Deadlines of authorities and courts"), their_deadlines, place=40)
