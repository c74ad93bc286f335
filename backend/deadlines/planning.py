"""Reminders as rows: planned, cancelled, planned anew when a case closes and opens or an organisation changes its mind."""

from datetime import datetime
from typing import Any

from backend.accounts.settings import Settings, settings_of
from backend.cases.models import Case
from backend.deadlines.models import Deadline, DeadlineState, Reminder, ReminderKind
from backend.deadlines.plan import before_hearing, before_our_deadline, once_overdue
from backend.law.queries import cited_rule
from backend.proceedings.models import Hearing, HearingStatus, Proceeding

WATCHED = {"authority", "court"}


def plan_of_deadline(
    deadline: Deadline, settings: Settings, *, at: datetime, only_ahead: bool = False, users: list[Any] | None = None
) -> None:
    """Ours, and limits we watch: to whoever leads and seconds the case, before it is due. An authority's: to the lead,
    once it is late. Without a day there is nothing to remind of.

    `only_ahead` plans nothing for this very moment: of a new plan nobody is told what she was told already. `users`
    narrows it to some of those who answer.
    """
    if deadline.state != DeadlineState.OPEN or deadline.due_at is None or deadline.act_by is None:
        return
    watched = _is_watched(deadline)
    if watched or deadline.obligor == "us":
        moments = before_our_deadline(deadline.act_by, at, settings, early=watched)
        kind = ReminderKind.DUE_SOON
    elif deadline.obligor in WATCHED:
        moments, kind = once_overdue(deadline.due_at, settings), ReminderKind.OVERDUE
    else:
        return
    for user in _who_answers(deadline.proceeding, everybody=kind == ReminderKind.DUE_SOON) if users is None else users:
        for moment in moments:
            if moment > at or not only_ahead:
                _remind(kind, user, moment, deadline.proceeding, deadline=deadline)


def plan_of_hearing(hearing: Hearing, settings: Settings, *, at: datetime, only_ahead: bool = False) -> None:
    """Remind whoever attends a scheduled sitting; forget the reminders of one that is over or moved."""
    if hearing.status != HearingStatus.SCHEDULED:
        cancel_reminders(hearing.reminders, at=at)
        return
    if hearing.attendee is None:
        return
    cancel_reminders(hearing.reminders.exclude(user=hearing.attendee), at=at)
    for moment in before_hearing(hearing.starts_at, at, settings):
        if moment > at or not only_ahead:
            _remind(ReminderKind.HEARING, hearing.attendee, moment, hearing.proceeding, hearing=hearing)


def cancel_reminders(reminders: Any, *, at: datetime) -> None:
    """Send none of those that have not gone out."""
    reminders.filter(handed_at=None, cancelled_at=None).update(cancelled_at=at)


def stop_reminding(case: Case, *, at: datetime) -> None:
    """A closed case reminds nobody."""
    cancel_reminders(Reminder.objects.filter(proceeding__case=case), at=at)


def remind_again(case: Case, *, at: datetime) -> None:
    """A case that is worked on again reminds as if it had never been closed, of what still lies ahead."""
    settings = settings_of(case.organisation_id)
    for deadline in _running().filter(proceeding__case=case):
        plan_of_deadline(deadline, settings, at=at)
    for hearing in _ahead(at).filter(proceeding__case=case):
        plan_of_hearing(hearing, settings, at=at)


def keep_with_the_team(case: Case, *, at: datetime) -> None:
    """After the team has changed: remind whoever answers for the running deadlines now, and no longer who did before.

    While nobody leads the case, what waits for the old lead stays: when its moment comes, others are told (`readers`).
    Whoever comes new is not told of what was missed before; the case shows it. A closed case reminds nobody.
    """
    if case.closed_on is not None:
        return
    settings = settings_of(case.organisation_id)
    team = case.team.current().filter(role__in=("lead", "second"), user__is_active=True).select_related("user")
    answering = {member.role: member.user for member in team}
    for deadline in _running().filter(proceeding__case=case).prefetch_related("reminders"):
        before = deadline.obligor == "us" or _is_watched(deadline)
        roles = ("lead", "second") if before else ("lead",)
        users = [answering[role] for role in roles if role in answering]
        if "lead" in answering:
            cancel_reminders(deadline.reminders.exclude(user__in=users), at=at)
        if before or (deadline.due_at and deadline.due_at > at):
            told = {row.user_id for row in deadline.reminders.all() if row.cancelled_at is None}
            plan_of_deadline(deadline, settings, at=at, users=[user for user in users if user.pk not in told])


def plan_anew(organisation_id: Any, *, at: datetime) -> None:
    """After an organisation changed its lead times or days off: what has not gone out yet follows the new plan."""
    settings = settings_of(organisation_id)
    open_cases = {"proceeding__case__organisation": organisation_id, "proceeding__case__closed_on": None}
    cancel_reminders(Reminder.objects.filter(**open_cases, due_at__gt=at), at=at)
    for deadline in _running().filter(**open_cases):
        plan_of_deadline(deadline, settings, at=at, only_ahead=True)
    for hearing in _ahead(at).filter(**open_cases):
        plan_of_hearing(hearing, settings, at=at, only_ahead=True)


def _is_watched(deadline: Deadline) -> bool:
    """Whether it is a limit whose passing nothing mends, whoever it binds: then we are told before, not after."""
    return cited_rule(deadline.rule_key, deadline.rule_version).watch


def _running() -> Any:
    return Deadline.objects.running().select_related("proceeding__case")


def _ahead(at: datetime) -> Any:
    return Hearing.objects.scheduled().filter(starts_at__gt=at).select_related("proceeding__case", "attendee")


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
