"""My day: hearings, our deadlines, the authorities', and what one was told."""

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from backend.cases.checks.waiting import waiting_for
from backend.cases.handovers import handovers_to_answer
from backend.cases.offers import offers_to_answer
from backend.cases.tasks import tasks_due
from backend.deadlines.models import Deadline
from backend.kernel.clock import ALMATY, now
from backend.notifications.models import Delivery
from backend.notifications.texts import message, page_of
from backend.web.changes import changes_for
from backend.web.compressing import holds_no_name
from backend.web.day_summary import summary
from backend.web.days_off import days_off_ahead
from backend.web.moments import clock_time, local_day, long_day, short_day
from backend.web.rows import one
from backend.web.shown import ShownDeadline, shown_deadline
from backend.web.sittings import sittings_of
from backend.web.steps import complained_about
from backend.web.work_shown import shown_task

LINES = 12
MISSED_LINES = 6
TOLD_LINES = 3
ICONS = {
    "deadline_due_soon": "clock",
    "authority_overdue": "octagon-alert",
    "hearing_reminder": "calendar-clock",
    "task_due": "list-todo",
    "note_mention": "at-sign",
    "access_ended": "shield-alert",
    "password_reset": "shield-alert",
    "case_reopened": "folder-open",
    "check_undecided": "scan-search",
    "checks_held": "scan-search",
    "match_asked": "handshake",
    "match_accepted": "handshake",
    "match_declined": "handshake",
    "match_unanswered": "handshake",
    "match_ended": "handshake",
    "case_without_lead": "octagon-alert",
}


@login_required
@require_safe
@holds_no_name
def my_day(request: HttpRequest) -> HttpResponse:
    moment, user = now(), request.user
    sittings = sittings_of(user, moment)
    running = (
        Deadline.objects.visible_to(user)
        .of_team_member(user)
        .running()
        .in_open_cases()
        .select_related("proceeding__case", "proceeding__agency")
        .annotate(started_at=F("trigger__happened_at"))
    )
    inbox = _inbox(user, moment, request.LANGUAGE_CODE)
    counts = _counts(running, moment)
    rows = _most_pressing(running.filter(obligor="us"), "act_by", moment)
    days_off = days_off_ahead(user, moment)
    ours = [shown_deadline(row, moment, days_off=days_off) for row in rows]
    theirs = _theirs(user, running, moment)
    context = {
        "day": long_day(local_day(moment)),
        "moment": moment,
        "now_words": clock_time(moment),
        "summary": summary(sittings, moment, **counts),
        "today": [sitting for sitting in sittings if sitting.is_today],
        "without_result": [sitting for sitting in sittings if sitting.is_before_today],
        "ahead": [sitting for sitting in sittings if sitting.is_ahead],
        "ours": ours,
        "theirs": theirs,
        "ours_not_shown": counts["ours_late"] - _missed(ours),
        "theirs_not_shown": counts["theirs_late"] - _missed(theirs),
        "tasks": [shown_task(row, moment) for row in tasks_due(user, moment)[:LINES]],
        "waiting": waiting_for(user, moment),
        "offers": offers_to_answer(user, moment),
        "handovers": handovers_to_answer(user),
        "changes": changes_for(user, moment),
        "inbox": inbox[:TOLD_LINES],
        "inbox_rest": inbox[TOLD_LINES:],
        "inbox_count": len(inbox),
    }
    return render(request, "web/day.html", context)


def _most_pressing(rows: Any, column: str, moment: datetime) -> list[Any]:
    """What was missed lately, then what is due next. Old lateness never pushes off the page what can still be met."""
    missed = rows.filter(**{f"{column}__lte": moment}).order_by(f"-{column}", "-id")[:MISSED_LINES]
    ahead = rows.filter(**{f"{column}__gt": moment}).order_by(column, "id")[:LINES]
    return [*missed, *ahead]


def _theirs(user: Any, running: Any, moment: datetime) -> list[ShownDeadline]:
    """The authorities' terms; where a complaint about the delay is out already, it is not offered again."""
    rows = _most_pressing(running.exclude(obligor="us"), "due_at", moment)
    late = {row.proceeding_id for row in rows if row.due_at <= moment}
    complained = complained_about(user, late) if late else frozenset()
    return [shown_deadline(row, moment, complained=complained) for row in rows]


def _missed(lines: list[ShownDeadline]) -> int:
    return sum(line.mark == "overdue" for line in lines)


def _counts(running: Any, moment: datetime) -> dict[str, int]:
    """How many of ours are missed and end today, and how many of theirs are missed: beyond the lines shown, too."""
    tomorrow = datetime.combine(local_day(moment) + timedelta(days=1), time(), ALMATY)
    ours, theirs = Q(obligor="us"), ~Q(obligor="us")
    counted: dict[str, int] = running.order_by().aggregate(
        ours_late=Count("pk", filter=ours & Q(act_by__lte=moment)),
        ours_today=Count("pk", filter=ours & Q(act_by__gt=moment, act_by__lte=tomorrow)),
        theirs_late=Count("pk", filter=theirs & Q(due_at__lte=moment)),
    )
    return counted


def _inbox(user: Any, moment: datetime, language: str) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "icon": ICONS.get(row.kind, "bell"),
            "path": page_of(row.params),
            "text": message(row.kind, row.params, language).text,
            "at": _told_at(row.sent_at, moment),
        }
        for row in Delivery.objects.visible_to(user).unread()[:LINES]
    ]


def _told_at(sent_at: datetime | None, moment: datetime) -> str:
    """«10:12» today, «сб, 17 октября» before."""
    if sent_at is None:
        return ""
    return clock_time(sent_at) if local_day(sent_at) == local_day(moment) else short_day(local_day(sent_at))


@login_required
@require_POST
def read_message(request: HttpRequest, pk: Any) -> HttpResponse:
    row = one(Delivery.objects.visible_to(request.user), pk)
    row.read_at = row.read_at or now()
    row.save(update_fields=["read_at"])
    return redirect("web:day")
