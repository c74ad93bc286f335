"""Bringing the rows in line with what replay computed, and planning the reminders that follow."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.services import note
from backend.deadlines.models import Deadline, DeadlineState, Reminder, ReminderKind
from backend.deadlines.plan import before_hearing, before_our_deadline
from backend.kernel.errors import NotAllowed
from backend.law.queries import cited_rule, work_calendar
from backend.procedure.replay import ComputedDeadline, State
from backend.proceedings.deciding import set_term_day, waive_term
from backend.proceedings.models import Hearing, HearingStatus, Proceeding

WATCHED = {"authority", "court"}


def keep_in_line(proceeding: Proceeding, state: State, *, at: datetime) -> None:
    """Make the stored deadlines of a proceeding equal to those computed; the caller holds the proceeding's lock."""
    rows = {(str(row.trigger_id), row.rule_key): row for row in proceeding.deadlines.all()}
    calendar_version = work_calendar().version
    for computed in state.deadlines:
        row = rows.pop((computed.trigger_event_id, computed.rule.key), None)
        _store(proceeding, row, computed, calendar_version, at=at)
    for gone in rows.values():
        if gone.state != DeadlineState.CANCELLED:
            gone.state, gone.met_by, gone.met_at = DeadlineState.CANCELLED, None, None
            gone.save(update_fields=["state", "met_by", "met_at"])
            _cancel_reminders(gone.reminders, at=at)


def _store(
    proceeding: Proceeding, row: Deadline | None, computed: ComputedDeadline, calendar_version: str, *, at: datetime
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
        _plan_reminders(row, at=at)
        return
    changed = [name for name, value in facts.items() if _as_stored(getattr(row, name)) != _as_stored(value)]
    if not changed:
        return
    for name in changed:
        setattr(row, name, facts[name])
    row.save()
    if {"state", "due_at", "act_by"} & set(changed):
        _cancel_reminders(row.reminders, at=at)
        if row.state == DeadlineState.OPEN:
            _plan_reminders(row, at=at)


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


def _plan_reminders(deadline: Deadline, *, at: datetime) -> None:
    """Ours, and limits we watch: to whoever leads and seconds the case, before it is due. An authority's: to the lead,
    once it is late. Without a day there is nothing to remind of."""
    if deadline.state != DeadlineState.OPEN or deadline.due_at is None or deadline.act_by is None:
        return
    watched = cited_rule(deadline.rule_key, deadline.rule_version).watch
    before = watched or deadline.obligor == "us"
    for user in _who_answers(deadline.proceeding, everybody=before):
        if before:
            moments = before_our_deadline(deadline.act_by, at, early=watched)
            kind = ReminderKind.DUE_SOON
        elif deadline.obligor in WATCHED:
            moments, kind = [deadline.due_at], ReminderKind.OVERDUE
        else:
            continue
        for moment in moments:
            _remind(kind, user, moment, deadline.proceeding, deadline=deadline)


def _remind(kind: str, user: Any, due_at: datetime, proceeding: Proceeding, **about: Any) -> None:
    reminder, made = Reminder.objects.get_or_create(
        kind=kind,
        user=user,
        due_at=due_at,
        **{"deadline": None, "hearing": None, **about},
        defaults={"proceeding": proceeding},
    )
    if not made and reminder.handed_at is None and reminder.cancelled_at is not None:
        reminder.cancelled_at = None
        reminder.save(update_fields=["cancelled_at"])


def _who_answers(proceeding: Proceeding, *, everybody: bool) -> list[Any]:
    roles = ["lead", "second"] if everybody else ["lead"]
    team = proceeding.case.team.current().filter(role__in=roles, user__is_active=True).select_related("user")
    return [member.user for member in team]


def _cancel_reminders(reminders: Any, *, at: datetime) -> None:
    reminders.filter(handed_at=None, cancelled_at=None).update(cancelled_at=at)


def plan_hearing_reminders(hearing: Hearing, *, at: datetime) -> None:
    """Remind whoever attends a scheduled sitting; forget the reminders of one that is over or moved."""
    if hearing.status != HearingStatus.SCHEDULED:
        _cancel_reminders(hearing.reminders, at=at)
        return
    if hearing.attendee is None:
        return
    for moment in before_hearing(hearing.starts_at, at):
        _remind(ReminderKind.HEARING, hearing.attendee, moment, hearing.proceeding, hearing=hearing)


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
