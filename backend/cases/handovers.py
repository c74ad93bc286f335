"""Handing a case over: the lead asks a colleague, who reads, ticks and accepts; then everything moves at once."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.asking import end, lock_her_and_the_case, locked, reason_or_refuse, withdraw
from backend.cases.choices import TeamRole
from backend.cases.models import Case, TeamMember
from backend.cases.noting import note
from backend.cases.policies import may_ask_to_take_over, may_manage_team
from backend.cases.tasks import hand_over_tasks
from backend.cases.team_choices import AskState, Staying, ToRead
from backend.cases.team_models import Handover
from backend.cases.teams import check_role, end_place, take_place, tell_the_team_changed
from backend.cases.telling import tell
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage

LONGEST_NOTE = 10_000


def handovers_to_answer(user: User) -> Any:
    """The cases that the user is asked to take over, the one asked first first."""
    rows = Handover.objects.asked_of(user).open().filter(case__closed_on=None).defer("note")
    return rows.select_related("case", "from_user").order_by("asked_at", "id")


@transaction.atomic
def ask_to_take_over(
    case: Case, user: User, *, note_text: str, by: User, at: datetime, staying: str = Staying.GONE
) -> Handover:
    """Ask a colleague to lead the case from now on. Until she accepts, nothing changes."""
    case = lock_her_and_the_case(user, case)
    if not may_ask_to_take_over(by, case):
        raise NotAllowed(_("Only the lead of an open case can hand it over."))
    if user.pk == by.pk:
        raise InvalidInput(_("Choose a colleague: you lead this case already."), field="user")
    check_role(user, TeamRole.LEAD, case)
    if not note_text.strip():
        raise InvalidInput(
            _("Write what your colleague has to know: what was promised, what presses, what to fear."), field="note"
        )
    if len(note_text) > LONGEST_NOTE:
        raise InvalidInput(_("At most %(limit)d characters fit here.") % {"limit": LONGEST_NOTE}, field="note")
    if staying not in Staying.values:
        raise InvalidInput(_("Choose one of the list."), field="staying")
    waiting = Handover.objects.open().filter(case=case).select_related("to_user").first()
    if waiting is not None:
        raise NotAtThisStage(
            _("%(name)s has been asked to take this case over: wait for the answer or withdraw it.")
            % {"name": waiting.to_user.short_name}
        )
    handover = Handover.objects.create(
        case=case, from_user=by, to_user=user, note=note_text.strip(), staying=staying, asked_at=at
    )
    tell([user], "handover_asked", case, key=f"handover_asked:{handover.pk}", at=at, handover_id=handover.pk)
    note(case, "handover.asked", by=by, at=at, subject=user.pk)
    return handover


@transaction.atomic
def accept_handover(handover: Handover, *, read: Collection[str], by: User, at: datetime) -> Handover:
    """Take the case over: she leads, and the tasks, hearings, deadlines and reminders of the old lead go with it.

    `read` names what she has gone through; all of `ToRead`, or InvalidInput. All of it moves, or nothing does.
    """
    case = lock_her_and_the_case(by, handover.case)
    handover = locked(handover, case)
    _hers_and_open(handover, by=by)
    if case.closed_on is not None:
        raise NotAtThisStage(_("This case has been closed meanwhile: there is nothing to take over."))
    if not may_ask_to_take_over(handover.from_user, case):
        raise NotAtThisStage(_("Whoever asked you no longer leads this case: the hand-over no longer holds."))
    if set(ToRead.values) - set(read):
        raise InvalidInput(_("Go through every point and tick it: then nothing is lost on the way."), field="read")
    old = handover.from_user
    end(handover, AskState.ACCEPTED, at=at)
    take_place(case, by, TeamRole.LEAD, at=at)
    _place_of_the_old_lead(handover, at=at)
    hand_over_tasks(old, by, by=by, at=at, case=case)
    tell_the_team_changed(case, by=by, at=at, from_user=old, to_user=by)
    handover.read = sorted(ToRead.values)
    handover.save(update_fields=["read"])
    tell([old], "handover_accepted", case, key=f"handover_accepted:{handover.pk}", at=at)
    note(case, "handover.accepted", by=by, at=at, subject=old.pk)
    return handover


def _place_of_the_old_lead(handover: Handover, *, at: datetime) -> None:
    """What she asked for; a second place that somebody else has by now leaves her a member."""
    case, old = handover.case, handover.from_user
    seconds = TeamMember.objects.current().filter(case=case, role=TeamRole.SECOND)
    if handover.staying == Staying.GONE:
        end_place(case, old, at=at)
    elif handover.staying == Staying.SECOND and not seconds.exists():
        take_place(case, old, TeamRole.SECOND, at=at)


@transaction.atomic
def decline_handover(handover: Handover, *, reason: str, by: User, at: datetime) -> Handover:
    """Say no, and why. The old lead stays and is told."""
    case = lock_her_and_the_case(by, handover.case)
    handover = locked(handover, case)
    _hers_and_open(handover, by=by)
    end(handover, AskState.DECLINED, at=at, reason=reason_or_refuse(reason))
    tell(
        [handover.from_user], "handover_declined", case, key=f"handover_declined:{handover.pk}", at=at,
        handover_id=handover.pk,
    )  # fmt: skip
    note(case, "handover.declined", by=by, at=at, subject=by.pk)
    return handover


@transaction.atomic
def withdraw_handover(handover: Handover, *, by: User, at: datetime) -> Handover:
    """Take it back before it is answered: the lead herself, or a coordinator. Twice is as good as once."""
    case = lock_her_and_the_case(handover.to_user, handover.case)
    handover = locked(handover, case)
    if not may_manage_team(by, case):
        raise NotAllowed(_("Only the lead or a coordinator may change the team."))
    if handover.state == AskState.WITHDRAWN:
        return handover
    if handover.state != AskState.OPEN:
        raise NotAtThisStage(_("This hand-over has been answered already: there is nothing to withdraw."))
    withdraw(handover, at=at)
    note(case, "handover.withdrawn", by=by, at=at, subject=handover.to_user_id)
    return handover


def _hers_and_open(handover: Handover, *, by: User) -> None:
    if handover.to_user_id != by.pk:
        raise NotAllowed(_("Only the colleague who was asked to take the case over may answer."))
    words = {
        AskState.ACCEPTED: _("You have taken this case over already."),
        AskState.DECLINED: _("You have declined already. If you have changed your mind, ask to be asked again."),
        AskState.WITHDRAWN: _("This hand-over has been withdrawn: there is nothing to answer any more."),
    }
    if handover.state != AskState.OPEN:
        raise NotAtThisStage(words[AskState(handover.state)])
