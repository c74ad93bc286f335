"""What people decide about a deadline: an event like any other, so that replay keeps it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from backend.accounts.models import User
from backend.cases.services import note
from backend.kernel.clock import ALMATY
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage
from backend.procedure.replay import DEADLINE_SET, DEADLINE_WAIVED, ComputedDeadline
from backend.proceedings.models import Event, Proceeding
from backend.proceedings.recording import bring_in_line, lock, team_only
from backend.proceedings.replaying import state_of


@transaction.atomic
def waive_term(proceeding: Proceeding, *, trigger: Event, rule_key: str, reason: str, by: User, at: datetime) -> Event:
    """Decide not to use a term of ours that `trigger` opened under `rule_key`, and say why.

    Raises NotAtThisStage for a term of somebody else or one that no longer runs, InvalidInput without a reason.
    Taken back like any event (`annul_event`): the term then runs again.
    """
    proceeding = lock(proceeding)
    team_only(by, proceeding)
    deadline = _deadline(proceeding, trigger, rule_key, at)
    if deadline is None or not deadline.is_running:
        raise NotAtThisStage(_("This deadline is no longer running."))
    if deadline.rule.obligor != "us":
        raise NotAtThisStage(_("Only a deadline of ours can be waived."))
    if not reason.strip():
        raise InvalidInput(_("Say why the deadline is waived."), field="reason")
    decision = Event.objects.create(
        proceeding=proceeding,
        kind=DEADLINE_WAIVED,
        happened_at=at,
        fields={"trigger": str(trigger.pk), "rule": rule_key, "reason": reason.strip()},
        recorded_at=at,
        recorded_by=by,
    )
    bring_in_line(proceeding, by=by, at=at)
    note(proceeding.case, "deadline.waived", by=by, at=at, subject=decision.pk, rule=rule_key)
    return decision


SET_BECAUSE = {
    "by_hand": _lazy("counted by hand"),
    "extended": _lazy("extended by a decision"),
    "restored": _lazy("restored by a decision"),
}


@transaction.atomic
def set_term_day(
    proceeding: Proceeding, *, trigger: Event, rule_key: str, until: date, why: str, reason: str, by: User, at: datetime
) -> Event:
    """Name the last day of a running term: one that the law leaves open, that was extended, or that was restored.

    Only whoever leads the case names it. Raises NotAllowed for anybody else, NotAtThisStage for a term that no longer
    runs, InvalidInput without a reason, for an unknown `why` and for a day before the term began. The latest day
    counts; taken back like any event (`annul_event`).
    """
    proceeding = lock(proceeding)
    team_only(by, proceeding)
    if proceeding.case.lead is None or proceeding.case.lead.pk != by.pk:
        raise NotAllowed(_("Only whoever leads the case names the day of a deadline."))
    deadline = _deadline(proceeding, trigger, rule_key, at)
    if deadline is None or not deadline.is_running:
        raise NotAtThisStage(_("This deadline is no longer running."))
    if why not in SET_BECAUSE:
        raise InvalidInput(_("Say whether it is counted by hand, extended or restored."), field="why")
    if until < trigger.happened_at.astimezone(ALMATY).date():
        raise InvalidInput(_("The last day cannot lie before the term began."), field="until")
    if not reason.strip():
        raise InvalidInput(_("Say on what ground the day is named."), field="reason")
    decision = Event.objects.create(
        proceeding=proceeding,
        kind=DEADLINE_SET,
        happened_at=at,
        fields={
            "trigger": str(trigger.pk), "rule": rule_key, "until": until.isoformat(), "why": why, "reason": reason.strip(),
        },
        recorded_at=at,
        recorded_by=by,
    )  # fmt: skip
    bring_in_line(proceeding, by=by, at=at)
    note(proceeding.case, "deadline.set", by=by, at=at, subject=decision.pk, rule=rule_key)
    return decision


def _deadline(proceeding: Proceeding, trigger: Event, rule_key: str, now: datetime) -> ComputedDeadline | None:
    about = (str(trigger.pk), rule_key)
    deadlines = state_of(proceeding, now).deadlines
    return next((each for each in deadlines if (each.trigger_event_id, each.rule.key) == about), None)
