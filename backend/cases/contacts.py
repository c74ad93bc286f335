"""The contact log: who spoke with her when, what was agreed, and when the next contact is."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.at_work import on_the_team_or_refuse, working_team_only
from backend.cases.models import Case
from backend.cases.services import note as write_log
from backend.cases.work_choices import CHANNELS, Direction, Rules, SpokenWith, TaskKind, TaskState
from backend.cases.work_models import Contact, Task
from backend.kernel.clock import ALMATY
from backend.kernel.errors import InvalidInput

FURTHEST = timedelta(days=366)
REACHED = (SpokenWith.SURVIVOR, SpokenWith.TRUSTED)


@transaction.atomic
def record_contact(
    case: Case,
    *,
    happened_at: datetime,
    channel: str,
    direction: str,
    spoken_with: str,
    rules: str,
    by: User,
    at: datetime,
    spoken_by: User | None = None,
    agreed: str = "",
    rules_remark: str = "",
    next_at: datetime | None = None,
) -> Contact:
    """Write a contact into the log; `next_at` plans the next one, which then stands in the work list of `spoken_by`.

    A contact that reached her, or that plans another, settles the one planned before: a case has one next contact.
    """
    case = working_team_only(by, case)
    spoken_by = spoken_by or by
    on_the_team_or_refuse(spoken_by, case, field="spoken_by")
    _check_choices(channel=channel, direction=direction, spoken_with=spoken_with, rules=rules)
    if happened_at > at:
        raise InvalidInput(_("A contact is recorded once it has happened."), field="happened_at")
    if rules == Rules.NOT_FOLLOWED and not rules_remark.strip():
        raise InvalidInput(_("Say which rule was not followed and why."), field="rules_remark")
    if next_at is not None and not at < next_at <= at + FURTHEST:
        raise InvalidInput(_("The next contact lies ahead, within a year: check the date."), field="next_at")
    contact = Contact.objects.create(
        case=case, happened_at=happened_at, channel=channel, direction=direction, spoken_with=spoken_with,
        spoken_by=spoken_by, agreed=agreed.strip(), rules=rules, rules_remark=rules_remark.strip(), next_at=next_at,
        recorded_at=at, recorded_by=by,
    )  # fmt: skip
    write_log(case, "contact.recorded", by=by, at=at, subject=contact.pk)
    if next_at is not None or spoken_with in REACHED:
        _settle_planned(case, by=by, at=at)
    if next_at is not None:
        _plan_next(contact, next_at, by=by, at=at)
    return contact


def _check_choices(**told: str) -> None:
    known = {
        "channel": [value for value, _title in CHANNELS],
        "direction": Direction.values,
        "spoken_with": SpokenWith.values,
        "rules": Rules.values,
    }
    for field, value in told.items():
        if value not in known[field]:
            raise InvalidInput(_("Choose one of the list."), field=field)


def _settle_planned(case: Case, *, by: User, at: datetime) -> None:
    planned = Task.objects.select_for_update().filter(case=case, kind=TaskKind.NEXT_CONTACT, state=TaskState.OPEN)
    for task in planned:
        task.state, task.ended_at, task.ended_by = TaskState.DONE, at, by
        task.version += 1
        task.save(update_fields=["state", "ended_at", "ended_by", "version"])
        write_log(case, "task.done", by=by, at=at, subject=task.pk)


def _plan_next(contact: Contact, next_at: datetime, *, by: User, at: datetime) -> None:
    local = next_at.astimezone(ALMATY)
    task = Task.objects.create(
        case=contact.case, kind=TaskKind.NEXT_CONTACT, contact=contact, due_on=local.date(),
        due_time=local.time().replace(second=0, microsecond=0), assignee=contact.spoken_by, made_by=by, made_at=at,
    )  # fmt: skip
    write_log(contact.case, "task.made", by=by, at=at, subject=task.pk)
