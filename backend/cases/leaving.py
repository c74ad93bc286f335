"""A colleague leaves the organisation: in one step her places, tasks, dates and every way in go, and nothing is orphaned."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from backend.accounts.leaving import Entrances, end_membership, lock_to_switch_off
from backend.accounts.models import Membership, User
from backend.accounts.roles import WORKING_ROLES
from backend.cases.asking import withdraw
from backend.cases.choices import TeamRole
from backend.cases.models import Case, TeamMember
from backend.cases.noting import lock, note
from backend.cases.tasks import hand_over_tasks
from backend.cases.team_models import Handover, Offer
from backend.cases.teams import end_place, take_place, tell_the_team_changed
from backend.cases.telling import tell
from backend.kernel.errors import FieldError, InvalidInput


def places_of(membership: Membership) -> Any:
    """Her places on teams in the organisation now, of open cases and closed ones."""
    places = TeamMember.objects.current().filter(user=membership.user_id, case__organisation=membership.organisation_id)
    return places.select_related("case").order_by("case__code")


def who_could_take(membership: Membership) -> Any:
    """The colleagues who could lead her cases."""
    return (
        User.objects.filter(
            is_active=True,
            memberships__organisation=membership.organisation_id,
            memberships__ended_at=None,
            memberships__role__in=WORKING_ROLES,
        )
        .exclude(pk=membership.user_id)
        .order_by("full_name")
    )


@transaction.atomic
def switch_off(membership: Membership, *, takers: Mapping[UUID, User | None], by: User, at: datetime) -> Entrances:
    """End a membership with all that hangs on it; returns how many sessions and tokens ended.

    `takers` says for every open case she leads who leads it from now on, or None for «no one yet». Raises InvalidInput
    with a pointer to the case when one is missing or cannot be taken by whoever was chosen.
    """
    membership = lock_to_switch_off(membership, by=by)
    user = membership.user
    led = [place for place in places_of(membership) if place.is_lead and place.case.closed_on is None]
    _check_takers(led, takers, membership)
    hers = set(places_of(membership).values_list("case_id", flat=True))
    asked = {row.case_id for row in _asked(membership)}
    cases = [lock(case_id) for case_id in sorted(hers | asked, key=str)]  # cases first, then what hangs on them
    for row in _asked(membership):
        withdraw(row, at=at)
    for case in cases:
        if case.pk in hers:
            _leave(case, user, takers.get(case.pk), by=by, at=at)
    return end_membership(membership, by=by, at=at)


def _leave(case: Case, user: User, taker: User | None, *, by: User, at: datetime) -> None:
    """Take her off one team; who leads it then, or is second, gets her tasks and dates."""
    was_lead = _ended_place(case, user, at=at) == TeamRole.LEAD
    if case.closed_on is not None:
        note(case, "team.member_removed", by=by, at=at, subject=user.pk)
        return
    if was_lead and taker is not None:
        on_team = TeamMember.objects.current().filter(case=case, user=taker).exists()
        take_place(case, taker, TeamRole.LEAD, at=at)
        tell([taker], "case_leads_now", case, key=f"leads:{case.pk}:{at.isoformat()}", at=at)
        verb = "team.role_changed" if on_team else "team.member_added"
        note(case, verb, by=by, at=at, subject=taker.pk, role=TeamRole.LEAD)
    team = {row.role: row.user for row in TeamMember.objects.current().filter(case=case).select_related("user")}
    heir = team.get(TeamRole.LEAD) or team.get(TeamRole.SECOND)
    if heir is not None:
        hand_over_tasks(user, heir, by=by, at=at, case=case)
    tell_the_team_changed(case, by=by, at=at, from_user=user, to_user=heir)
    note(case, "team.member_removed", by=by, at=at, subject=user.pk)


def _ended_place(case: Case, user: User, *, at: datetime) -> str:
    """End her place and return what it was."""
    role: str = TeamMember.objects.current().get(case=case, user=user).role
    end_place(case, user, at=at)
    return role


def _asked(membership: Membership) -> list[Any]:
    """The open offers to her and the open hand-overs to or from her in the organisation."""
    user = membership.user_id
    found: list[Any] = []
    for model, named in ((Offer, Q(to_user=user)), (Handover, Q(to_user=user) | Q(from_user=user))):
        rows = model.objects.open().filter(named, case__organisation=membership.organisation_id)
        found += rows.select_related("case__survivor", "to_user")
    return found


def _check_takers(led: list[Any], takers: Mapping[UUID, User | None], membership: Membership) -> None:
    possible = set(who_could_take(membership).values_list("pk", flat=True))
    wrong = []
    for place in led:
        where = f"takers.{place.case_id}"
        if place.case_id not in takers:
            wrong.append(FieldError(where, _("Say who takes case %(code)s.") % {"code": place.case.code}))
        elif (taker := takers[place.case_id]) is not None and taker.pk not in possible:
            wrong.append(FieldError(where, _("Choose a colleague who works on cases, or no one yet.")))
    if wrong:
        raise InvalidInput(wrong[0].message, errors=wrong)
