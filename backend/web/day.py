"""My day: hearings, our deadlines, the authorities', and what one was told."""

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from backend.deadlines.models import Deadline
from backend.kernel.clock import ALMATY, now, today
from backend.notifications.models import Delivery
from backend.notifications.texts import message
from backend.proceedings.hearings import needs_result
from backend.proceedings.models import Hearing
from backend.web.rows import one
from backend.web.shown import route_title, short_day, shown_deadline

LINES = 12


@login_required
@require_safe
def my_day(request: HttpRequest) -> HttpResponse:
    moment, user = now(), request.user
    hearings = _hearings(user, moment)
    deadlines = (
        Deadline.objects.visible_to(user)
        .of_team_member(user)
        .running()
        .select_related("proceeding__case", "proceeding__agency")
    )
    ours = [shown_deadline(row, moment) for row in deadlines.filter(obligor="us").order_by("act_by", "id")[:LINES]]
    theirs = deadlines.exclude(obligor="us").order_by("due_at", "id")[:LINES]
    return render(
        request,
        "web/day.html",
        {
            "day": short_day(today()),
            "hearings": hearings,
            "today_count": sum(1 for hearing in hearings if hearing["is_today"]),
            "ours": ours,
            "theirs": [shown_deadline(row, moment) for row in theirs],
            "overdue": deadlines.exclude(obligor="us").overdue(moment).count(),
            "inbox": [
                {"row": row, "message": message(row.kind, row.params, request.LANGUAGE_CODE)}
                for row in Delivery.objects.visible_to(user).unread()[:LINES]
            ],
        },
    )


def _hearings(user: Any, moment: datetime) -> list[dict[str, Any]]:
    """The sittings of today and the next seven days that the user attends, and older ones that lack their result."""
    begin = datetime.combine(moment.astimezone(ALMATY).date(), time(), ALMATY)
    rows = (
        Hearing.objects.visible_to(user)
        .scheduled()
        .filter(Q(attendee=user.pk) | Q(proceeding__case__team__user=user.pk, proceeding__case__team__ended_at=None))
        .filter(starts_at__lt=begin + timedelta(days=8))
        .select_related("proceeding__case", "court")
        .distinct()
        .order_by("starts_at")[:LINES]
    )
    return [
        {
            "row": row,
            "time": f"{row.starts_at.astimezone(ALMATY):%H:%M}",
            "day": short_day(row.starts_at.astimezone(ALMATY).date()),
            "is_today": begin <= row.starts_at < begin + timedelta(days=1),
            "route": route_title(row.proceeding.route),
            "needs_result": needs_result(row, moment),
        }
        for row in rows
    ]


@login_required
@require_POST
def read_message(request: HttpRequest, pk: Any) -> HttpResponse:
    row = one(Delivery.objects.visible_to(request.user), pk)
    row.read_at = row.read_at or now()
    row.save(update_fields=["read_at"])
    return redirect("web:day")
