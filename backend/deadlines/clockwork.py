"""What the clock does for deadlines: hand reminders whose moment has come to the outbox."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction

from backend.accounts.models import User
from backend.deadlines.models import Reminder
from backend.deadlines.readers import readers_of
from backend.notifications.outbox import notify

BATCH = 200

log = logging.getLogger(__name__)
_told_of: set[Any] = set()


class NobodyToTell(Exception):
    """Neither the team nor the coordinators of the organisation have anybody who may sign in."""


def send_due_reminders(now: datetime) -> int:
    """Hand every waiting reminder that is due at `now` to the outbox, once; returns how many.

    Claiming the row and writing the message are one transaction, so a process killed in between leaves the
    reminder waiting. Should two clocks run, the rows are locked (PostgreSQL) or the writer is alone (SQLite),
    and the outbox's own key refuses a second message. A reminder that cannot be handed over stays waiting and
    holds up no other.
    """
    handed, stuck = 0, set[Any]()
    while True:
        done, failed = _hand_batch(now, stuck)
        handed += len(done)
        stuck |= failed
        if not done and not failed:
            return handed


@transaction.atomic
def _hand_batch(now: datetime, stuck: set[Any]) -> tuple[list[Any], set[Any]]:
    """Hand over the oldest waiting ones, but those known as `stuck`; returns the ids of those handed, and of those not."""
    due = list(
        Reminder.objects.waiting()
        .filter(due_at__lte=now)
        .exclude(pk__in=stuck)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("user", "deadline", "hearing", "proceeding__case")
        .order_by("due_at")[:BATCH]
    )
    readers = readers_of(due)
    done, failed = [], set()
    for reminder in due:
        try:
            with transaction.atomic():
                if reminder.pk in readers:
                    _hand(reminder, readers[reminder.pk])
            done.append(reminder.pk)
        except Exception as error:
            failed.add(reminder.pk)
            _tell_once(reminder, error)
    Reminder.objects.filter(pk__in=done, handed_at=None).update(handed_at=now)
    return done, failed


def _hand(reminder: Reminder, readers: list[User]) -> None:
    """Put it into the outbox for everybody who is to be told. Raises NobodyToTell."""
    if not readers:
        raise NobodyToTell
    for user in readers:
        notify(
            user,
            kind=reminder.kind,
            params=_what_it_says(reminder),
            dedup_key=f"reminder:{reminder.pk}",
            due_at=reminder.due_at,
            organisation_id=reminder.proceeding.case.organisation_id,
        )


def _tell_once(reminder: Reminder, error: Exception) -> None:
    """Log what is stuck the first time that this process meets it, not at every tick."""
    if reminder.pk not in _told_of:
        _told_of.add(reminder.pk)
        log.error("Reminder %s could not be handed over and waits: %s", reminder.pk, type(error).__name__)


def _what_it_says(reminder: Reminder) -> dict[str, str]:
    """Codes, keys and moments only: a message leaves the house, and must betray nobody."""
    said = {"case_code": reminder.proceeding.case.code, "case_id": str(reminder.proceeding.case_id)}
    if reminder.deadline and reminder.deadline.due_at and reminder.deadline.act_by:
        said |= {
            "rule_key": reminder.deadline.rule_key,
            "due_at": reminder.deadline.due_at.isoformat(),
            "act_by": reminder.deadline.act_by.isoformat(),
        }
    if reminder.hearing:
        said |= {"starts_at": reminder.hearing.starts_at.isoformat(), "room": reminder.hearing.room}
    return said
