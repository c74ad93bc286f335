"""Bringing the rows in line with what replay computed, and planning the reminders that follow."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.accounts.settings import Settings, settings_of
from backend.cases.services import note
from backend.deadlines.models import Deadline, DeadlineState, Reminder
from backend.deadlines.planning import cancel_reminders, plan_of_deadline, plan_of_hearing
from backend.kernel.errors import NotAllowed
from backend.law.queries import work_calendar
from backend.procedure.replay import ComputedDeadline, State
from backend.proceedings.deciding import set_term_day, waive_term
from backend.proceedings.models import Hearing, Proceeding


def keep_in_line(proceeding: Proceeding, state: State, *, at: datetime) -> None:
    """Make the stored deadlines of a proceeding equal to those computed; the caller holds the proceeding's lock."""
    rows = {(str(row.trigger_id), row.rule_key): row for row in proceeding.deadlines.all()}
    calendar_version, settings = work_calendar().version, settings_of(proceeding.case.organisation_id)
    for computed in state.deadlines:
        row = rows.pop((computed.trigger_event_id, computed.rule.key), None)
        _store(proceeding, row, computed, calendar_version, settings, at=at)
    for gone in rows.values():
        if gone.state != DeadlineState.CANCELLED:
            gone.state, gone.met_by, gone.met_at = DeadlineState.CANCELLED, None, None
            gone.save(update_fields=["state", "met_by", "met_at"])
            cancel_reminders(gone.reminders, at=at)


def _store(
    proceeding: Proceeding,
    row: Deadline | None,
    computed: ComputedDeadline,
    calendar_version: str,
    settings: Settings,
    *,
    at: datetime,
) -> None:
    facts: dict[str, Any] = {
        "rule_version": computed.rule.version,
        "obligor": computed.rule.obligor,
        "due_at": computed.due.due_at if computed.due else None,
        "act_by": computed.due.act_by if computed.due else None,
        "article": computed.rule.article,
        "needs_review": computed.rule.needs_review,
        "state": _state(computed),
        "met_by_id": computed.satisfied_by,
        "met_at": computed.satisfied_at,
    }
    if row is None:
        row = Deadline(
            proceeding=proceeding,
            trigger_id=computed.trigger_event_id,
            rule_key=computed.rule.key,
            calendar_version=calendar_version,
            **facts,
        )
        row.save(force_insert=True)
        plan_of_deadline(row, settings, at=at)
        return
    changed = [name for name, value in facts.items() if _as_stored(getattr(row, name)) != _as_stored(value)]
    if not changed:
        return
    for name in changed:
        setattr(row, name, facts[name])
    row.save()
    if {"state", "due_at", "act_by"} & set(changed):
        cancel_reminders(row.reminders, at=at)
        plan_of_deadline(row, settings, at=at)


def _as_stored(value: Any) -> Any:
    return value if isinstance(value, datetime | bool) or value is None else str(value)


def _state(computed: ComputedDeadline) -> str:
    if computed.cancelled:
        return DeadlineState.CANCELLED
    if computed.waived:
        return DeadlineState.WAIVED
    if computed.satisfied_at is None:
        return DeadlineState.OPEN
    in_time = computed.due is None or computed.satisfied_at < computed.due.due_at
    return DeadlineState.MET if in_time else DeadlineState.MET_LATE


def plan_hearing_reminders(hearing: Hearing, *, at: datetime) -> None:
    """Remind whoever attends a scheduled sitting; forget the reminders of one that is over or moved."""
    plan_of_hearing(hearing, settings_of(hearing.proceeding.case.organisation_id), at=at)


def waive_deadline(deadline: Deadline, *, reason: str, by: User, at: datetime) -> Deadline:
    """Decide not to use a term of ours, and say why; the decision is an event of the proceeding."""
    waive_term(deadline.proceeding, trigger=deadline.trigger, rule_key=deadline.rule_key, reason=reason, by=by, at=at)
    deadline.refresh_from_db()
    return deadline


def set_deadline_day(deadline: Deadline, *, until: date, why: str, reason: str, by: User, at: datetime) -> Deadline:
    """Name the last day of a running term that is counted by hand, was extended or restored; an event of the proceeding."""
    set_term_day(
        deadline.proceeding, trigger=deadline.trigger, rule_key=deadline.rule_key, until=until, why=why, reason=reason,
        by=by, at=at,
    )  # fmt: skip
    deadline.refresh_from_db()
    return deadline


@transaction.atomic
def acknowledge_reminder(reminder: Reminder, *, by: User, at: datetime) -> Reminder:
    """Say that one has taken note; a second press changes nothing."""
    reminder = Reminder.objects.select_for_update(of=("self",)).select_related("proceeding__case").get(pk=reminder.pk)
    if reminder.user_id != by.pk:
        raise NotAllowed(_("Only the person who was reminded can take note of it."))
    if reminder.acknowledged_at is None:
        reminder.acknowledged_at = at
        reminder.save(update_fields=["acknowledged_at"])
        note(reminder.proceeding.case, "reminder.acknowledged", by=by, at=at, subject=reminder.pk)
    return reminder
