"""Who works on a case: put on the team, given another role, taken off, leaving of her own will."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.asking import lock_her_and_the_case, withdraw_what_no_longer_holds
from backend.cases.checks.policies import may_ask_for_checks
from backend.cases.choices import TeamRole
from backend.cases.kept_off import stands_on_the_other_side
from backend.cases.models import Case, TeamMember
from backend.cases.noting import lock, note
from backend.cases.policies import may_leave_team, may_manage_team, team_roles_for
from backend.cases.signals import team_changed
from backend.cases.telling import coordinators_of, tell
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage

HELD_BY_ONE = (TeamRole.LEAD, TeamRole.SECOND)


class LeavesNoLead(NotAtThisStage):
    """She leads the case, and nobody would after her: possible, once she says that she knows."""

    code = "leaves_no_lead"


@transaction.atomic
def add_to_team(case: Case, user: User, role: str, *, by: User, at: datetime) -> TeamMember:
    """Put a colleague on the team, or give one who is on it another role.

    A new lead or second takes the place of the one there was, who stays as a member. Nobody is put on the team of a
    closed case. Asking for what is so already changes nothing.
    """
    case = lock_her_and_the_case(user, case)
    if not may_manage_team(by, case):
        raise NotAllowed(_("Only the lead or a coordinator may change the team."))
    if case.closed_on is not None:
        raise NotAtThisStage(_("This case is closed: nobody can be put on its team."))
    current = TeamMember.objects.current().filter(case=case)
    before = current.filter(user=user).first()
    if before is not None and before.role == role:
        return before
    if before is None and by.pk == user.pk and current.filter(role=TeamRole.LEAD).exists():
        raise NotAllowed(
            _("Somebody leads this case: she puts you on its team, or another coordinator does. "
              "When it cannot wait, open the case by stating a reason.")
        )  # fmt: skip
    if may_ask_for_checks(by, case) and by.pk != user.pk and stands_on_the_other_side(user, case):
        raise InvalidInput(
            _("A check concerns this colleague. Decide about it first, on the page of the checks of this case."),
            field="user",
        )
    return give_role(case, user, role, by=by, at=at)


def give_role(case: Case, user: User, role: str, *, by: User, at: datetime) -> TeamMember:
    """Put her on the team in a role, or give her another one; the caller has asked who may and holds the case's lock."""
    current = TeamMember.objects.current().filter(case=case)
    is_new = not current.filter(user=user).exists()
    displaced = [row.user for row in current.filter(role=role).exclude(user=user).select_related("user")]
    member = take_place(case, user, role, at=at)
    tell_the_team_changed(case, by=by, at=at)
    _tell_them(case, [user], "case_leads_now" if role == TeamRole.LEAD else "team_place_changed", but=by, at=at)
    if role in HELD_BY_ONE:
        _tell_them(case, displaced, "team_place_changed", but=by, at=at)
    verb = "team.member_added" if is_new else "team.role_changed"
    note(case, verb, by=by, at=at, subject=user.pk, role=role)
    return member


@transaction.atomic
def remove_from_team(case: Case, user: User, *, by: User, at: datetime) -> None:
    """Take a colleague off the team, of an open case or a closed one. A case without a lead says that it has none."""
    case = lock(case.pk)
    if not may_manage_team(by, case):
        raise NotAllowed(_("Only the lead or a coordinator may change the team."))
    led = case.closed_on is None and case.team.filter(user=user, ended_at=None, role=TeamRole.LEAD).exists()
    end_place(case, user, at=at)
    tell_the_team_changed(case, by=by, at=at)
    _tell_them(case, [user], "team_left", but=by, at=at)
    if led:
        _tell_them(case, coordinators_of(case), "case_without_lead", but=by, at=at)
    note(case, "team.member_removed", by=by, at=at, subject=user.pk)


@transaction.atomic
def leave_team(case: Case, *, by: User, at: datetime, without_lead: bool = False) -> None:
    """Leave the team oneself. From then on one sees no more of the case than one's role in the organisation shows.

    Whoever leads an open case hands it over first, or says `without_lead`: then the coordinators are told that nobody
    leads it. Raises LeavesNoLead otherwise.
    """
    case = lock(case.pk)
    if not may_leave_team(by, case):
        raise NotAtThisStage(_("You are not on the team of this case."))
    leads = case.closed_on is None and case.team.filter(user=by, ended_at=None, role=TeamRole.LEAD).exists()
    if leads and not without_lead:
        raise LeavesNoLead(
            _(
                "You lead this case: hand it over first, or confirm that you leave it without a lead. Coordinators are told."
            )
        )
    end_place(case, by, at=at)
    tell_the_team_changed(case, by=by, at=at)
    if leads:
        _tell_them(case, coordinators_of(case), "case_without_lead", but=by, at=at)
    note(case, "team.member_left", by=by, at=at, subject=by.pk)


def take_place(case: Case, user: User, role: str, *, at: datetime) -> TeamMember:
    """Give a place to somebody, on the team already or not; whoever held a place that one holds stays as a member.

    The caller has asked who may do so, holds the case's lock, and tells that the team changed.
    """
    check_role(user, role, case)
    current = TeamMember.objects.current().filter(case=case)
    if role in HELD_BY_ONE:
        current.filter(role=role).exclude(user=user).update(role=TeamRole.MEMBER)
    current.filter(user=user).update(ended_at=at)
    return TeamMember.objects.create(case=case, user=user, role=role, started_at=at)


def tell_the_team_changed(
    case: Case, *, by: User, at: datetime, from_user: User | None = None, to_user: User | None = None
) -> None:
    """Bring in line what hangs on the team: open offers and hand-overs here, hearings and reminders above.

    `from_user` and `to_user` say whose dates go over to whom.
    """
    withdraw_what_no_longer_holds(case, at=at)
    team_changed.send(sender=Case, case=case, by=by, at=at, from_user=from_user, to_user=to_user)


def _tell_them(case: Case, users: Iterable[User], kind: str, *, but: User, at: datetime) -> None:
    """Tell colleagues what has become of their places; whoever did it herself knows."""
    others = [user for user in users if user.pk != but.pk]
    tell(others, kind, case, key=f"{kind}:{case.pk}:{at.timestamp():.6f}", at=at)


def put_on_team(case: Case, user: User, role: str, *, at: datetime) -> TeamMember:
    """Write the row; the caller has asked who may do so and holds the case's lock."""
    check_role(user, role, case)
    return TeamMember.objects.create(case=case, user=user, role=role, started_at=at)


def check_role(user: User, role: str, case: Case) -> None:
    """Raise InvalidInput unless somebody with her role in the organisation may have that place on the team."""
    if role not in TeamRole.values:
        raise InvalidInput(_("Choose a role on the team from the list."), field="role")
    in_organisation = user.role_in(case.organisation_id) if user.is_active else None
    if in_organisation is None:
        raise InvalidInput(_("Only a member of the organisation can join the team."), field="user")
    possible = team_roles_for(in_organisation)
    if not possible:
        raise InvalidInput(_("An administrator of the installation cannot be on the team of a case."), field="user")
    if role not in possible:
        raise InvalidInput(_("An observer of the organisation can only observe a case."), field="role")
    if stands_on_the_other_side(user, case):  # why, is not told: it may be she who asks
        raise InvalidInput(
            _("This colleague cannot be put on the team of this case. Ask another coordinator."), field="user"
        )


def end_place(case: Case, user: User, *, at: datetime) -> None:
    """End somebody's place on the team. Raises NotAtThisStage when she has none."""
    if not TeamMember.objects.current().filter(case=case, user=user).update(ended_at=at):
        raise NotAtThisStage(_("This person is not on the team of the case."))
