"""Opening a case and keeping its team, parties and incidents."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import Organisation, User
from backend.accounts.policies import may_open_cases
from backend.audit.services import record
from backend.cases.choices import PartyRole, TeamRole, ViolenceKind
from backend.cases.models import Case, CaseSeries, Incident, Party, TeamMember
from backend.cases.policies import may_manage_team, may_work_on
from backend.kernel.clock import ALMATY
from backend.kernel.errors import InvalidInput, NotAllowed, StaleVersion
from backend.people.models import Person, Survivor


def note(case: Case, verb: str, *, by: User, at: datetime, subject: Any = "", **detail: Any) -> None:
    """Write one line into the audit chain of a case."""
    record(
        f"case:{case.pk}",
        verb,
        by=by,
        at=at,
        organisation_id=case.organisation_id,
        case_id=case.pk,
        subject=str(subject or case.pk),
        **detail,
    )


def next_code(organisation: Organisation, year: int) -> str:
    """The next free code, `АЛ-26-0147`: taken from a counter that is locked until the transaction ends."""
    series, _made = CaseSeries.objects.select_for_update().get_or_create(organisation=organisation, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{organisation.office_prefix}-{year % 100:02d}-{series.last:04d}"


@transaction.atomic
def open_case(
    organisation: Organisation,
    survivor: Survivor,
    *,
    by: User,
    at: datetime,
    lead: User | None = None,
    opened_on: date | None = None,
    region: str = "",
    summary: str = "",
    high_risk: bool = False,
) -> Case:
    """Open a case with `by` on its team; `lead` leads it (by default whoever opens it)."""
    if not may_open_cases(by, organisation.pk):
        raise NotAllowed(_("You may not open cases in this organisation."))
    if survivor.organisation_id != organisation.pk:
        raise InvalidInput(_("This survivor belongs to another organisation."), field="survivor")
    today = at.astimezone(ALMATY).date()
    opened_on = opened_on or today
    if opened_on > today:
        raise InvalidInput(_("A case cannot be opened in the future."), field="opened_on")
    case = Case.objects.create(
        code=next_code(organisation, opened_on.year),
        organisation=organisation,
        survivor=survivor,
        region=region or survivor.region,
        opened_on=opened_on,
        summary=summary,
        high_risk=high_risk,
    )
    lead = lead or by
    _put_on_team(case, lead, TeamRole.LEAD, at=at)
    if by.pk != lead.pk:
        _put_on_team(case, by, TeamRole.MEMBER, at=at)
    note(case, "case.opened", by=by, at=at)
    return case


def _put_on_team(case: Case, user: User, role: str, *, at: datetime) -> TeamMember:
    if user.role_in(case.organisation_id) is None:
        raise InvalidInput(_("Only a member of the organisation can join the team."), field="user")
    return TeamMember.objects.create(case=case, user=user, role=role, started_at=at)


@transaction.atomic
def add_to_team(case: Case, user: User, role: str, *, by: User, at: datetime) -> TeamMember:
    """Put a colleague on the team; a new lead or second takes the place of the one there was."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not may_manage_team(by, case):
        raise NotAllowed(_("Only the lead or a coordinator may change the team."))
    current = TeamMember.objects.current().filter(case=case)
    if role in (TeamRole.LEAD, TeamRole.SECOND):
        current.filter(role=role).exclude(user=user).update(role=TeamRole.MEMBER)
    current.filter(user=user).update(ended_at=at)
    member = _put_on_team(case, user, role, at=at)
    note(case, "team.member_added", by=by, at=at, subject=user.pk, role=role)
    return member


@transaction.atomic
def update_case(case: Case, *, expected_version: int | None, by: User, at: datetime, **facts: Any) -> Case:
    """Change a case's own facts (`summary`, `region`, `high_risk`); a stale version is refused."""
    current = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if not may_work_on(by, current):
        raise NotAllowed(_("Only the team of an open case may change it."))
    if expected_version is not None and current.version != expected_version:
        raise StaleVersion(_("Somebody else changed this record meanwhile. Look at it again; what you typed is kept."))
    for name, value in facts.items():
        setattr(current, name, value)
    current.version += 1
    current.save(update_fields=[*facts, "version"])
    note(current, "case.updated", by=by, at=at, fields=sorted(facts))
    return current


@transaction.atomic
def add_party(case: Case, person: Person, role: str, *, by: User, at: datetime, relation: str = "") -> Party:
    """Give a person her or his role in the case."""
    if not may_work_on(by, case):
        raise NotAllowed(_("Only the team of an open case may change it."))
    if person.survivor_id != case.survivor_id:
        raise InvalidInput(_("This person belongs to another survivor's file."), field="person")
    if role == PartyRole.RESPONDENT and not relation:
        raise InvalidInput(_("Say what the respondent is to the survivor."), field="relation")
    party = Party.objects.create(case=case, person=person, role=role, relation=relation)
    note(case, "party.added", by=by, at=at, subject=party.pk, role=role)
    return party


@transaction.atomic
def add_incident(
    case: Case, *, happened_on: date, kinds: Sequence[str], by: User, at: datetime, **facts: Any
) -> Incident:
    """Record one act of violence. It cannot lie in the future, and says what kind it was."""
    if not may_work_on(by, case):
        raise NotAllowed(_("Only the team of an open case may change it."))
    if happened_on > at.astimezone(ALMATY).date():
        raise InvalidInput(_("An incident cannot lie in the future."), field="happened_on")
    unknown = set(kinds) - set(ViolenceKind.values)
    if unknown or not kinds:
        raise InvalidInput(_("Choose at least one kind of violence from the list."), field="kinds")
    respondent = facts.get("respondent")
    if respondent and respondent.case_id != case.pk:
        raise InvalidInput(_("The respondent must be a party to this case."), field="respondent")
    incident = Incident.objects.create(case=case, happened_on=happened_on, kinds=list(kinds), **facts)
    note(case, "incident.added", by=by, at=at, subject=incident.pk)
    return incident
