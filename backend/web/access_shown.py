"""Accesses by reason as pages show them: who, when, until when, and why for those who may read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from backend.cases.access_models import AccessGrant
from backend.web.moments import clock_time, local_day, short_day


@dataclass(slots=True)
class ShownGrant:
    """One access: its row, its times and its state in words."""

    row: Any
    begun: str
    until: str
    state: str
    is_open: bool
    reason: str
    may_end: bool = False


def shown_grants(user: Any, rows: Iterable[Any], moment: datetime) -> list[ShownGrant]:
    """Accesses in words, in the order given; the reason of those whose case is open to the user."""
    rows = list(rows.select_related("case", "user", "ended_by") if hasattr(rows, "select_related") else rows)
    readable = set(
        AccessGrant.objects.content_visible_to(user)
        .filter(pk__in=[row.pk for row in rows])
        .values_list("pk", flat=True)
    )
    return [
        ShownGrant(
            row=row,
            begun=at_words(row.granted_at, moment),
            until=at_words(row.until, moment),
            state=_state(row, moment),
            is_open=row.is_open(moment),
            reason=row.reason if row.pk in readable else "",
        )
        for row in rows
    ]


def at_words(at: datetime, moment: datetime) -> str:
    """«16:00» today, «сб, 17 октября, 16:00» on another day."""
    day = local_day(at)
    return clock_time(at) if day == local_day(moment) else f"{short_day(day)}, {clock_time(at)}"


def _state(row: Any, moment: datetime) -> str:
    if row.ended_at is None:
        until = at_words(row.until, moment)
        if row.is_open(moment):
            return _("open until %(time)s") % {"time": until}
        return _("ended by itself: %(time)s") % {"time": until}
    words = {"time": at_words(row.ended_at, moment), "name": row.ended_by.short_name}
    if row.ended_by_id == row.user_id:
        return _("given back: %(time)s") % words
    return _("ended by %(name)s: %(time)s") % words
