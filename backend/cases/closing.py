"""Closing a case, archiving it, changing how long it is kept, and opening it again."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.accounts.settings import settings_of
from backend.cases.asking import withdraw_what_no_longer_holds
from backend.cases.at_work import people_on
from backend.cases.choices import TeamRole
from backend.cases.closing_choices import CloseReason, TurnKind
from backend.cases.closing_models import CaseTurn
from backend.cases.models import Case
from backend.cases.noting import lock, note
from backend.cases.policies import may_change_retention, may_close
from backend.cases.signals import case_closed, case_reopened
from backend.cases.still_open import Group, still_open
from backend.cases.teams import give_role
from backend.kernel.clock import ALMATY
from backend.kernel.errors import FieldError, InvalidInput, NotAllowed, NotAtThisStage
from backend.notifications.outbox import notify

LONGEST = 5000
MOST_YEARS = 75


@transaction.atomic
def close_case(
    case: Case,
    reason: str,
    *,
    words: str = "",
    leave: Mapping[str, str] | None = None,
    left_because: str = "",
    by: User,
    at: datetime,
) -> Case:
    """Close a case. What is still open in it is left only by saying so, group by group, and why.

    `leave` names each group that is left with its `seen` as it was shown, so that nothing is left that nobody saw.
    Raises NotAtThisStage for a closed case and for what must not be left, InvalidInput for a group nobody ticked or
    that changed meanwhile. Reminders stop with the news; the team stays, and reads.
    """
    case = lock(case.pk)
    _may_close_or_refuse(by, case)
    if case.closed_on is not None:
        raise NotAtThisStage(_("This case is closed already."))
    if reason not in CloseReason.values:
        raise InvalidInput(_("Say why the case is closed."), field="reason")
    _check_length(words, "words")
    _check_length(left_because, "left_because")
    groups = still_open(case, at)
    _refuse_what_must_not_be_left(groups)
    _refuse_what_nobody_left(groups, leave or {}, left_because)
    case.closed_on = at.astimezone(ALMATY).date()
    case.retain_until = years_after(case.closed_on, settings_of(case.organisation_id).retention_years)
    _save(case, "closed_on", "retain_until")
    left = {group.key: len(group.entries) for group in groups}
    CaseTurn.objects.create(
        case=case, kind=TurnKind.CLOSED, reason=reason, words=words.strip(), left=left,
        left_because=left_because.strip() if left else "", retain_until=case.retain_until, at=at, by=by,
    )  # fmt: skip
    withdraw_what_no_longer_holds(case, at=at)
    case_closed.send(sender=Case, case=case, by=by, at=at)
    note(case, "case.closed", by=by, at=at, closed_because=reason, left=sorted(left))
    return case


@transaction.atomic
def reopen_case(case: Case, words: str, *, by: User, at: datetime, lead: User | None = None) -> Case:
    """Work on a closed case again, and say why. Its reminders come back with the news.

    The team is the one there was, without those who no longer work in the organisation. `lead` leads it from now on:
    by default whoever led it; somebody has to.
    """
    case = lock(case.pk)
    _may_close_or_refuse(by, case)
    if case.closed_on is None:
        raise NotAtThisStage(_("This case is open."))
    if not words.strip():
        raise InvalidInput(_("Say why the case is opened again."), field="words")
    _check_length(words, "words")
    case.closed_on = case.archived_on = case.retain_until = None
    _save(case, "closed_on", "archived_on", "retain_until")
    _take_off_who_left(case, by=by, at=at)
    leading = _settle_lead(case, lead, by=by, at=at)
    CaseTurn.objects.create(case=case, kind=TurnKind.REOPENED, words=words.strip(), at=at, by=by)
    case_reopened.send(sender=Case, case=case, by=by, at=at)
    note(case, "case.reopened", by=by, at=at)
    if leading.pk != by.pk:
        notify(
            leading, kind="case_reopened", params={"case_code": case.code, "case_id": str(case.pk)},
            dedup_key=f"reopened:{case.pk}:{case.version}", due_at=at, organisation_id=case.organisation_id,
        )  # fmt: skip
    return case


@transaction.atomic
def archive_case(case: Case, *, by: User, at: datetime) -> Case:
    """Take a closed case out of the daily lists; it is found by its code. A second time changes nothing."""
    case = lock(case.pk)
    _may_close_or_refuse(by, case)
    if case.closed_on is None:
        raise NotAtThisStage(_("Only a closed case can be archived. Close it first."))
    if case.archived_on is None:
        case.archived_on = at.astimezone(ALMATY).date()
        _save(case, "archived_on")
        CaseTurn.objects.create(case=case, kind=TurnKind.ARCHIVED, retain_until=case.retain_until, at=at, by=by)
        note(case, "case.archived", by=by, at=at)
    return case


@transaction.atomic
def change_retention(case: Case, until: date, words: str, *, by: User, at: datetime) -> Case:
    """Keep a closed case until another day, and say why."""
    case = lock(case.pk)
    if not may_change_retention(by, case):
        raise NotAllowed(_("Only a coordinator changes how long a case is kept."))
    if case.closed_on is None:
        raise NotAtThisStage(_("An open case is kept as long as it is open."))
    if not words.strip():
        raise InvalidInput(_("Say why it is kept until another day."), field="words")
    _check_length(words, "words")
    if not case.closed_on <= until <= years_after(case.closed_on, MOST_YEARS):
        raise InvalidInput(_("Choose a day after the closing, within 75 years."), field="until")
    if until != case.retain_until:
        case.retain_until = until
        _save(case, "retain_until")
        CaseTurn.objects.create(
            case=case, kind=TurnKind.RETENTION, words=words.strip(), retain_until=until, at=at, by=by
        )
        note(case, "case.retention_changed", by=by, at=at)
    return case


def years_after(day: date, years: int) -> date:
    """The same day so many years later; of 29 February, the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _may_close_or_refuse(by: User, case: Case) -> None:
    if not may_close(by, case):
        raise NotAllowed(_("Only the lead or a coordinator closes a case and opens it again."))


def _check_length(words: str, field: str) -> None:
    if len(words) > LONGEST:
        raise InvalidInput(_("At most %(limit)d characters fit here.") % {"limit": LONGEST}, field=field)


def _refuse_what_must_not_be_left(groups: Sequence[Group]) -> None:
    errors = [FieldError(f"leave.{group.key}", entry.forbids) for group in groups for entry in group.forbidding]
    if errors:
        raise NotAtThisStage(errors[0].message, code="must_not_be_left", errors=errors)


def _refuse_what_nobody_left(groups: Sequence[Group], leave: Mapping[str, str], because: str) -> None:
    errors = []
    for group in groups:
        if group.key not in leave:
            errors.append(FieldError(f"leave.{group.key}", _("Finish this, or tick that it is left as it is.")))
        elif leave[group.key] != group.seen:
            errors.append(FieldError(f"leave.{group.key}", _("This changed meanwhile. Look again and tick it anew.")))
    if groups and not because.strip():
        errors.append(FieldError("left_because", _("Say why something is left open.")))
    if errors:
        raise InvalidInput(_("Something is still open in this case."), code="still_open", errors=errors)


def _take_off_who_left(case: Case, *, by: User, at: datetime) -> None:
    gone = case.team.filter(ended_at=None).exclude(user__in=people_on(case).values("pk"))
    for member in gone.select_related("user"):
        member.ended_at = at
        member.save(update_fields=["ended_at"])
        note(case, "team.member_removed", by=by, at=at, subject=member.user_id)


def _settle_lead(case: Case, lead: User | None, *, by: User, at: datetime) -> User:
    found = case.team.filter(ended_at=None, role=TeamRole.LEAD).select_related("user").first()
    leading: Any = found.user if found else None
    if lead is None and leading is None:
        raise InvalidInput(
            _("Say who leads the case now: whoever led it works here no more."), field="lead", code="no_lead"
        )
    if lead is not None and lead != leading:
        give_role(case, lead, TeamRole.LEAD, by=by, at=at)
        leading = lead
    return leading


def _save(case: Case, *changed: str) -> None:
    case.version += 1
    case.save(update_fields=[*changed, "version"])
