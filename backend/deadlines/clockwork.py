"""What the clock does for deadlines: hand reminders whose moment has come to the outbox."""

from datetime import datetime

from django.db import transaction

from backend.deadlines.models import Reminder
from backend.notifications.outbox import notify

BATCH = 200


def send_due_reminders(now: datetime) -> int:
    """Hand every waiting reminder that is due at `now` to the outbox, once; returns how many.

    Claiming the row and writing the message are one transaction, so a process killed in between leaves the
    reminder waiting. Should two clocks run, the rows are locked (PostgreSQL) or the writer is alone (SQLite),
    and the outbox's own key refuses a second message.
    """
    handed = 0
    while batch := _hand_batch(now):
        handed += batch
    return handed


@transaction.atomic
def _hand_batch(now: datetime) -> int:
    due = list(
        Reminder.objects.waiting()
        .filter(due_at__lte=now)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("user", "deadline", "hearing__court", "proceeding__case")
        .order_by("due_at")[:BATCH]
    )
    for reminder in due:
        case = reminder.proceeding.case
        notify(
            reminder.user,
            kind=reminder.kind,
            params=_what_it_says(reminder),
            dedup_key=f"reminder:{reminder.pk}",
            due_at=now,
            organisation_id=case.organisation_id,
        )
    Reminder.objects.filter(pk__in=[reminder.pk for reminder in due], handed_at=None).update(handed_at=now)
    return len(due)


def _what_it_says(reminder: Reminder) -> dict[str, str]:
    """Codes, keys and moments only: a message leaves the house, and must betray nobody."""
    said = {"case_code": reminder.proceeding.case.code, "case_id": str(reminder.proceeding.case_id)}
    if reminder.deadline:
        said |= {
            "rule_key": reminder.deadline.rule_key,
            "due_at": reminder.deadline.due_at.isoformat(),
            "act_by": reminder.deadline.act_by.isoformat(),
        }
    if reminder.hearing:
        said |= {"starts_at": reminder.hearing.starts_at.isoformat(), "room": reminder.hearing.room}
    return said
