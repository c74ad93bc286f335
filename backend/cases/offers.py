"""Offering a place on the team of a case to a volunteer, who accepts or declines by a day."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.asking import end, lock_her_and_the_case, locked, reason_or_refuse, withdraw
from backend.cases.at_work import people_on
from backend.cases.choices import TeamRole
from backend.cases.models import Case, TeamMember
from backend.cases.noting import note
from backend.cases.policies import may_manage_team
from backend.cases.team_choices import AskState, OfferedRole
from backend.cases.team_models import Offer
from backend.cases.teams import HELD_BY_ONE, check_role, take_place, tell_the_team_changed
from backend.cases.telling import coordinators_of, tell
from backend.kernel.clock import ALMATY
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage

LONGEST_MESSAGE = 2000
FURTHEST = timedelta(days=60)
HOURS_OF_A_WEEK = 60


def offers_to_answer(user: User, now: datetime) -> Any:
    """The open offers to the user that she can still answer at `now`, the most pressing first."""
    rows = Offer.objects.asked_of(user).open().filter(expires_at__gt=now, case__closed_on=None)
    return rows.select_related("case", "offered_by").order_by("expires_at", "id")


@transaction.atomic
def offer_case(
    case: Case,
    user: User,
    role: str,
    *,
    answer_by: date,
    by: User,
    at: datetime,
    message: str = "",
    hours_a_week: int | None = None,
) -> Offer:
    """Ask a colleague to take a place on the team; she has until the end of `answer_by` to answer.

    Raises InvalidInput for a place that is held or offered already, and for somebody who cannot have it.
    """
    case = lock_her_and_the_case(user, case)
    if not may_manage_team(by, case):
        raise NotAllowed(_("Only the lead or a coordinator may change the team."))
    if case.closed_on is not None:
        raise NotAtThisStage(_("This case is closed: nobody can be put on its team."))
    _check(case, user, role, by=by)
    _check_what_is_said(answer_by, message, hours_a_week, today=at.astimezone(ALMATY).date())
    _check_open_offers(case, user, role, at=at)
    offer = Offer.objects.create(
        case=case, to_user=user, role=role, message=message.strip(), hours_a_week=hours_a_week, offered_by=by,
        asked_at=at, expires_at=datetime.combine(answer_by + timedelta(days=1), time(), ALMATY),
    )  # fmt: skip
    tell([user], "case_offered", case, key=f"case_offered:{offer.pk}", at=at, offer_id=offer.pk)
    note(case, "offer.made", by=by, at=at, subject=user.pk, role=role)
    return offer


@transaction.atomic
def accept_offer(offer: Offer, *, by: User, at: datetime) -> Offer:
    """Take the place; from then on she sees what is in the case. Refused, with the reason, once it no longer holds."""
    case = lock_her_and_the_case(by, offer.case)
    offer = locked(offer, case)
    _hers_and_open(offer, by=by, at=at)
    if case.closed_on is not None:
        raise NotAtThisStage(_("This case has been closed since it was offered to you."))
    if offer.role in HELD_BY_ONE and _holder(case, offer.role) not in (None, by):
        raise NotAtThisStage(_("Somebody else has taken this place meanwhile."))
    take_place(case, by, offer.role, at=at)
    end(offer, AskState.ACCEPTED, at=at)
    tell_the_team_changed(case, by=by, at=at)
    _answer(offer, "offer_accepted", at=at)
    note(case, "offer.accepted", by=by, at=at, subject=by.pk, role=offer.role)
    return offer


@transaction.atomic
def decline_offer(offer: Offer, *, reason: str, by: User, at: datetime) -> Offer:
    """Say no, and why; whoever offered it is told."""
    case = lock_her_and_the_case(by, offer.case)
    offer = locked(offer, case)
    _hers_and_open(offer, by=by, at=at)
    end(offer, AskState.DECLINED, at=at, reason=reason_or_refuse(reason))
    _answer(offer, "offer_declined", at=at)
    note(case, "offer.declined", by=by, at=at, subject=by.pk, role=offer.role)
    return offer


@transaction.atomic
def withdraw_offer(offer: Offer, *, by: User, at: datetime) -> Offer:
    """Take an open offer back. One that is withdrawn already stays so."""
    case = lock_her_and_the_case(offer.to_user, offer.case)
    offer = locked(offer, case)
    if not may_manage_team(by, case):
        raise NotAllowed(_("Only the lead or a coordinator may change the team."))
    if offer.state == AskState.WITHDRAWN:
        return offer
    if offer.state != AskState.OPEN:
        raise NotAtThisStage(_("This offer has been answered or has expired: there is nothing to withdraw."))
    withdraw(offer, at=at)
    note(case, "offer.withdrawn", by=by, at=at, subject=offer.to_user_id, role=offer.role)
    return offer


def expire(offer: Offer, *, at: datetime) -> None:
    """Close an offer that nobody answered, and tell the coordinators, the lead and whoever made it. Once.

    The caller holds the offer.
    """
    end(offer, AskState.EXPIRED, at=at)
    _answer(offer, "offer_expired", at=at)
    note(offer.case, "offer.expired", by=None, at=at, subject=offer.to_user_id, role=offer.role)


def _answer(offer: Offer, kind: str, *, at: datetime) -> None:
    """Tell those who wait for the answer: the coordinators where time ran out, else whoever asked; and the lead."""
    case = offer.case
    leads = people_on(case, but=[role for role in TeamRole.values if role != TeamRole.LEAD])
    readers = set(leads) | {offer.offered_by}
    if kind == "offer_expired":
        readers |= set(coordinators_of(case))
    readers.discard(offer.to_user)
    tell(sorted(readers, key=str), kind, case, key=f"{kind}:{offer.pk}", at=at, offer_id=offer.pk)


def _holder(case: Case, role: str) -> User | None:
    member = TeamMember.objects.current().filter(case=case, role=role).select_related("user").first()
    return member.user if member else None


def _hers_and_open(offer: Offer, *, by: User, at: datetime) -> None:
    if offer.to_user_id != by.pk:
        raise NotAllowed(_("Only the colleague to whom it was offered may answer."))
    words = {
        AskState.ACCEPTED: _("You have accepted this offer already."),
        AskState.DECLINED: _("You have declined this offer already. If you have changed your mind, ask for a new one."),
        AskState.WITHDRAWN: _("This offer has been withdrawn: there is nothing to answer any more."),
        AskState.EXPIRED: _("The time to answer this offer is over. If you can take the case, ask for a new one."),
    }
    if offer.state != AskState.OPEN:
        raise NotAtThisStage(words[AskState(offer.state)])
    if offer.expires_at <= at:
        raise NotAtThisStage(words[AskState.EXPIRED])


def _check(case: Case, user: User, role: str, *, by: User) -> None:
    if role not in OfferedRole.values:
        raise InvalidInput(_("Choose a role on the team from the list."), field="role")
    if user.pk == by.pk:
        raise InvalidInput(_("You need no offer of your own: put yourself on the team."), field="user")
    check_role(user, role, case)
    hers = TeamMember.objects.current().filter(case=case, user=user).values_list("role", flat=True).first()
    if hers == TeamRole.LEAD:
        raise InvalidInput(
            _("She leads this case: she hands it over, or a coordinator chooses another lead."), field="user"
        )
    if hers == role or (hers and hers != TeamRole.OBSERVER and role == TeamRole.MEMBER):
        raise InvalidInput(_("This colleague is on the team already."), field="user")
    holder = _holder(case, role) if role in HELD_BY_ONE else None
    if holder is not None and role == TeamRole.LEAD:
        raise InvalidInput(
            _("%(name)s leads this case. The lead hands it over; a coordinator may choose another lead.")
            % {"name": holder.short_name},
            field="role",
        )
    if holder is not None:
        raise InvalidInput(
            _("%(name)s is second in this case: the place is not free.") % {"name": holder.short_name}, field="role"
        )


def _check_what_is_said(answer_by: date, message: str, hours_a_week: int | None, *, today: date) -> None:
    if answer_by < today:
        raise InvalidInput(_("This day has passed: choose today or a later one."), field="answer_by")
    if answer_by > today + FURTHEST:
        raise InvalidInput(_("Choose a day within the next 60 days."), field="answer_by")
    if len(message) > LONGEST_MESSAGE:
        raise InvalidInput(_("At most %(limit)d characters fit here.") % {"limit": LONGEST_MESSAGE}, field="message")
    if hours_a_week is not None and not 1 <= hours_a_week <= HOURS_OF_A_WEEK:
        raise InvalidInput(_("Give the hours a week as a number from 1 to 60."), field="hours_a_week")


def _check_open_offers(case: Case, user: User, role: str, *, at: datetime) -> None:
    """One open offer to a person, and one of a place. Those whose time is over do not count: they are closed first."""
    for other in Offer.objects.open().filter(case=case).select_for_update(of=("self",)).select_related("to_user"):
        other.case = case
        if other.expires_at <= at:
            expire(other, at=at)
        elif other.to_user_id == user.pk:
            raise InvalidInput(
                _("This case is offered to her already: wait for her answer or withdraw it."), field="user"
            )
        elif other.role == role and role in HELD_BY_ONE:
            raise InvalidInput(
                _("This place is offered to %(name)s already: wait for the answer or withdraw it.")
                % {"name": other.to_user.short_name},
                field="role",
            )
