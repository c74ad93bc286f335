"""Access by stating a reason: taken by a coordinator off the team, given back by her or ended by the lead.

It opens reading only. Whoever leads the case is told at once; it stands in the log of the case; it ends by itself.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.accounts.roles import Role
from backend.cases.access_models import AccessGrant
from backend.cases.at_work import people_on
from backend.cases.choices import TeamRole
from backend.cases.kept_off import stands_on_the_other_side
from backend.cases.models import Case
from backend.cases.noting import lock, note
from backend.cases.policies import may_break_glass, may_end_access
from backend.kernel.clock import ALMATY
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage
from backend.notifications.outbox import notify

HOURS = (1, 4, 8, 24)
USUAL = 4
SHORTEST_REASON, LONGEST_REASON = 10, 1000
MANY = 3  # cases opened by one person within a day, from which on all coordinators are told
DAY = timedelta(hours=24)


def open_access(user: Any, case: Case, at: datetime) -> AccessGrant | None:
    """The access by reason through which the user reads the case at that moment, if she does."""
    found: AccessGrant | None = AccessGrant.objects.open(at).filter(case=case, user=user.pk).first()
    return found


@transaction.atomic
def break_glass(case: Case, reason: str, *, by: User, at: datetime, hours: int = USUAL) -> AccessGrant:
    """Open the content of a case to a coordinator off its team, for reading, for some hours.

    The face has asked for the password anew. The reason is sealed with the survivor's key; nobody is told it by message.
    """
    case = lock(case.pk)
    if not may_break_glass(by, case):
        raise NotAllowed(_("Only a coordinator of the organisation may open a case by stating a reason."))
    if case.team.filter(user=by.pk, ended_at=None).exists() or open_access(by, case, at):
        raise NotAtThisStage(_("The content of this case is open to you already."))
    if stands_on_the_other_side(by, case):  # why, is not told: she must not learn what was met
        raise NotAllowed(_("This case cannot be opened to you. Ask another coordinator."))
    reason = _checked(reason, hours)
    grant: AccessGrant = AccessGrant.objects.create(
        case=case, user=by, reason=reason, granted_at=at, until=at + timedelta(hours=hours)
    )
    _tell(grant, _to_tell(case, but=by), "access_by_reason")
    _tell_of_many(grant)
    note(case, "access.opened", by=by, at=at, subject=grant.pk, hours=hours)
    return grant


@transaction.atomic
def end_access(grant: AccessGrant, *, by: User, at: datetime) -> AccessGrant:
    """Give an access back before its time, or, as the lead, end a colleague's. One that is over stays as it is."""
    case = lock(grant.case_id)
    grant = AccessGrant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    if not may_end_access(by, case, grant.user_id):
        raise NotAllowed(_("Only who took this access or who leads the case may end it."))
    if not grant.is_open(at):
        return grant
    grant.ended_at, grant.ended_by = at, by
    grant.save(update_fields=["ended_at", "ended_by"])
    verb = "access.given_back" if grant.user_id == by.pk else "access.ended"
    note(case, verb, by=by, at=at, subject=grant.user_id)
    return grant


def who_took_many(organisations: Collection[Any], at: datetime) -> list[tuple[User, int]]:
    """Who opened how many cases of the organisations by stating a reason in the 24 hours before a moment, if many."""
    taken = dict(_taken(organisations, at).filter(cases__gte=MANY))
    return [(user, taken[user.pk]) for user in User.objects.filter(pk__in=taken)]


def _taken(organisations: Collection[Any], at: datetime) -> Any:
    rows = AccessGrant.objects.filter(case__organisation__in=organisations, granted_at__gt=at - DAY, granted_at__lte=at)
    return rows.order_by().values_list("user").annotate(cases=Count("case", distinct=True))


def _checked(reason: str, hours: int) -> str:
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise InvalidInput(_("Say in a sentence why you must look into this case now."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise InvalidInput(_("At most %(limit)d characters fit here.") % {"limit": LONGEST_REASON}, field="reason")
    if hours not in HOURS:
        raise InvalidInput(_("Choose for how long from the list."), field="hours")
    return reason


def _to_tell(case: Case, *, but: User) -> Sequence[User]:
    """Who leads the case; where nobody does, the other coordinators; where there are none, who is on the team."""
    leading = people_on(case, but=[role for role in TeamRole.values if role != TeamRole.LEAD])
    return list(leading) or _coordinators(case, but=but) or list(people_on(case))


def _coordinators(case: Case, *, but: User) -> Sequence[User]:
    return list(
        User.objects.filter(
            is_active=True,
            memberships__organisation=case.organisation_id,
            memberships__role=Role.COORDINATOR,
            memberships__ended_at=None,
        ).exclude(pk=but.pk)
    )


def _tell_of_many(grant: AccessGrant) -> None:
    """All other coordinators hear, once a day, of somebody who opens one case after another."""
    taken = dict(_taken([grant.case.organisation_id], grant.granted_at).filter(user=grant.user_id))
    number = taken[grant.user_id]
    if number < MANY:
        return
    day = grant.granted_at.astimezone(ALMATY).date()
    others = _coordinators(grant.case, but=grant.user)
    _tell(grant, others, "many_accesses", key=f"many-accesses:{grant.user_id}:{day}", number=str(number))


def _tell(grant: AccessGrant, readers: Sequence[User], kind: str, *, key: str = "", **more: str) -> None:
    for reader in readers:
        notify(
            reader,
            kind=kind,
            params={"case_code": grant.case.code, "case_id": str(grant.case_id), **more},
            dedup_key=key or f"access:{grant.pk}",
            due_at=grant.granted_at,
            organisation_id=grant.case.organisation_id,
        )
