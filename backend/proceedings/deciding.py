"""What people decide about a deadline: an event like any other, so that replay keeps it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.services import note
from backend.kernel.errors import InvalidInput, NotAtThisStage
from backend.procedure.replay import DEADLINE_WAIVED, ComputedDeadline
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


def _deadline(proceeding: Proceeding, trigger: Event, rule_key: str, now: datetime) -> ComputedDeadline | None:
    about = (str(trigger.pk), rule_key)
    deadlines = state_of(proceeding, now).deadlines
    return next((each for each in deadlines if (each.trigger_event_id, each.rule.key) == about), None)
