"""What the clock does for cases: tell people in the morning what they are to do that day; close offers nobody answered."""

from datetime import datetime, time
from typing import Any

from django.db import transaction

from backend.accounts.models import User
from backend.cases.at_work import people_on
from backend.cases.choices import TeamRole
from backend.cases.offers import expire
from backend.cases.team_models import Offer
from backend.cases.work_models import Task
from backend.kernel.clock import ALMATY
from backend.notifications.outbox import notify

MORNING = time(9, 0)
BATCH = 200


def remind_of_tasks(now: datetime) -> int:
    """From nine in the morning of its day, put one message for each task that is due into the outbox; returns how many.

    A task whose morning went by unseen is told of late; one moved to another day is told of again on that day.
    """
    local = now.astimezone(ALMATY)
    if local.time() < MORNING:
        return 0
    told = 0
    while batch := _remind_batch(now, local.date()):
        told += batch
    return told


@transaction.atomic
def _remind_batch(now: datetime, today: Any) -> int:
    due = list(
        Task.objects.to_remind_of(today)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("case", "assignee")
        .order_by("due_on", "id")[:BATCH]
    )
    for task in due:
        for reader in _readers(task):
            notify(
                reader,
                kind="task_due",
                params={"case_code": task.case.code, "case_id": str(task.case_id)},
                dedup_key=f"task:{task.pk}:{task.due_on}",
                due_at=now,
                organisation_id=task.case.organisation_id,
            )
        Task.objects.filter(pk=task.pk).update(reminded_for=task.due_on)
    return len(due)


def expire_offers(now: datetime) -> int:
    """Close the offers whose time is over at `now` and tell whoever waits for an answer; returns how many.

    Of two clocks the second finds the row locked or no longer open, and the outbox's key refuses a second message.
    """
    closed = 0
    while batch := _expire_batch(now):
        closed += batch
    return closed


@transaction.atomic
def _expire_batch(now: datetime) -> int:
    past = list(
        Offer.objects.past(now)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("case__survivor", "to_user", "offered_by")
        .order_by("expires_at", "id")[:BATCH]
    )
    for offer in past:
        expire(offer, at=now)
    return len(past)


def _readers(task: Task) -> list[User]:
    """Whoever it was given to, as long as she works on the case; otherwise who leads it."""
    team = people_on(task.case, but=[TeamRole.OBSERVER])
    own = list(team.filter(pk=task.assignee_id))
    not_leading = [role for role in TeamRole.values if role != TeamRole.LEAD]
    return own or list(people_on(task.case, but=not_leading))
