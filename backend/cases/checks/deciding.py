"""What people make of a finding: the decision, its reason, by whom. It may be decided anew; the log keeps each time."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.check_choices import OF_A_CONFLICT, OF_A_REPEAT, Decision
from backend.cases.check_models import Finding
from backend.cases.checks.policies import may_decide
from backend.cases.noting import note
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage, StaleVersion

LONGEST_REASON = 2000


@transaction.atomic
def decide_finding(
    finding: Finding, decision: str, *, reason: str = "", expected_version: int | None, by: User, at: datetime
) -> Finding:
    """Say what a finding means: for a conflict always with a reason, for a repeat whether it is the same man."""
    if not may_decide(by, finding):
        raise NotAllowed(_("Only the lead or a coordinator may decide about this."))
    rows = Finding.objects.select_for_update(of=("self",)).select_related("case")
    current: Finding = rows.get(pk=finding.pk)
    if expected_version is not None and current.version != expected_version:
        raise StaleVersion(_("Somebody else changed this record meanwhile. Look at it again; what you typed is kept."))
    if current.gone_at is not None:
        raise NotAtThisStage(_("There is nothing to decide any more: the records do not meet."))
    reason = reason.strip()
    _check(current, decision, reason)
    if (current.decision, current.reason or "") == (decision, reason):
        return current
    current.decision, current.reason, current.decided_by, current.decided_at = decision, reason or None, by, at
    current.version += 1
    current.save(update_fields=["decision", "reason", "decided_by", "decided_at", "version"])
    note(current.case, "check.decided", by=by, at=at, subject=current.pk)
    return current


def decisions_for(finding: Finding) -> tuple[Decision, ...]:
    """What may be decided about it."""
    return OF_A_CONFLICT if finding.is_conflict else OF_A_REPEAT


def _check(finding: Finding, decision: str, reason: str) -> None:
    if decision not in decisions_for(finding):
        raise InvalidInput(_("Choose a decision from the list."), field="decision")
    if len(reason) > LONGEST_REASON:
        raise InvalidInput(_("At most %(limit)d characters fit here.") % {"limit": LONGEST_REASON}, field="reason")
    if finding.is_conflict and not reason:
        raise InvalidInput(_("Say why: whoever comes after you must be able to follow it."), field="reason")
