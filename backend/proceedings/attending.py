"""Who attends the sittings of a case after its team has changed: no sitting is left to somebody who is gone."""

from datetime import datetime
from typing import Any

from backend.accounts.models import User
from backend.cases.choices import TeamRole
from backend.cases.models import Case, TeamMember
from backend.cases.noting import note
from backend.proceedings.models import Hearing
from backend.proceedings.signals import hearing_changed


def keep_attended(case: Case, *, from_user: User | None, to_user: User | None, by: User, at: datetime) -> None:
    """Pass the scheduled sittings of `from_user` on to `to_user`, and those of whoever left to who leads the case now.

    Where nobody leads it, to the second; where there is none either, nobody attends until somebody does. The caller
    holds the case's lock.
    """
    sittings = Hearing.objects.scheduled().filter(proceeding__case=case)
    sittings = sittings.select_for_update(of=("self",)).select_related("attendee", "proceeding")
    team = list(TeamMember.objects.current().filter(case=case).select_related("user"))
    on_team = {member.user_id for member in team}
    for sitting in sittings:
        attendee = sitting.attendee
        if from_user is not None and sitting.attendee_id == from_user.pk:
            attendee = to_user
        if attendee is None or attendee.pk not in on_team:
            attendee = _next_in_line(team)
        if attendee != sitting.attendee:
            _pass_on(sitting, attendee, case=case, by=by, at=at)


def _next_in_line(team: list[TeamMember]) -> Any:
    by_role = {member.role: member.user for member in team}
    return by_role.get(TeamRole.LEAD) or by_role.get(TeamRole.SECOND)


def _pass_on(sitting: Hearing, attendee: Any, *, case: Case, by: User, at: datetime) -> None:
    sitting.proceeding.case = case
    sitting.attendee = attendee
    sitting.version += 1
    sitting.save(update_fields=["attendee", "version"])
    note(case, "hearing.passed_on", by=by, at=at, subject=sitting.pk)
    hearing_changed.send(sender=Hearing, hearing=sitting, by=by, at=at)
