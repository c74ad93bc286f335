"""What offers and hand-overs have in common: a colleague is asked, and the answer comes once."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from backend.accounts.models import Membership, User
from backend.cases.choices import TeamRole
from backend.cases.kept_off import stands_on_the_other_side
from backend.cases.models import Case, TeamMember
from backend.cases.noting import lock
from backend.cases.team_choices import AskState
from backend.cases.team_models import Handover, Offer
from backend.cases.telling import tell
from backend.kernel.errors import InvalidInput

LONGEST_REASON = 1000


def lock_her_and_the_case(user: User, case: Case) -> Case:
    """The case, locked, after the user's membership: who is being switched off takes her turn before or after."""
    list(Membership.objects.select_for_update().filter(user=user, organisation=case.organisation_id, ended_at=None))
    return lock(case.pk)


def locked(row: Any, case: Case) -> Any:
    """The offer or hand-over as it stands now, held until the transaction ends; the caller holds its case."""
    model: Any = type(row)
    found = model.objects.select_for_update(of=("self",)).select_related("to_user").get(pk=row.pk)
    found.case = case
    return found


def end(row: Any, state: str, *, at: datetime, reason: str = "") -> None:
    """Write down how it ended."""
    row.state, row.ended_at, row.reason = state, at, reason
    row.save()


def reason_or_refuse(reason: str) -> str:
    """The reason of a refusal, as it is kept. Raises InvalidInput when there is none."""
    if not reason.strip():
        raise InvalidInput(_("Say in a few words why: it helps to find somebody else."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise InvalidInput(_("At most %(limit)d characters fit here.") % {"limit": LONGEST_REASON}, field="reason")
    return reason.strip()


def withdraw_what_no_longer_holds(case: Case, *, at: datetime) -> None:
    """After the team has changed: close the hand-over of somebody who no longer leads, and offers of places now taken.

    After a case was closed: all of them; and all that is asked of somebody whom a check keeps off. The caller holds the
    case's lock.
    """
    over = case.closed_on is not None
    team = {member.user_id: member.role for member in TeamMember.objects.current().filter(case=case)}
    held = {role for role in team.values() if role in (TeamRole.LEAD, TeamRole.SECOND)}
    for handover in _open_of(Handover, case):
        if over or team.get(handover.from_user_id) != TeamRole.LEAD or stands_on_the_other_side(handover.to_user, case):
            withdraw(handover, at=at)
    for offer in _open_of(Offer, case):
        hers = team.get(offer.to_user_id)
        taken = offer.role in held or hers == TeamRole.LEAD or (offer.role == TeamRole.MEMBER and hers is not None)
        if over or taken or stands_on_the_other_side(offer.to_user, case):
            withdraw(offer, at=at)


def _open_of(model: Any, case: Case) -> list[Any]:
    """The open offers or hand-overs of a case whose lock the caller holds, locked after it."""
    rows = list(model.objects.open().filter(case=case).select_for_update(of=("self",)).select_related("to_user"))
    for row in rows:
        row.case = case
    return rows


def withdraw(row: Any, *, at: datetime) -> None:
    """Close what was asked, and tell whoever was asked."""
    end(row, AskState.WITHDRAWN, at=at)
    kind, name = ("offer_withdrawn", "offer_id") if isinstance(row, Offer) else ("handover_withdrawn", "handover_id")
    tell([row.to_user], kind, row.case, key=f"{kind}:{row.pk}", at=at, **{name: row.pk})
