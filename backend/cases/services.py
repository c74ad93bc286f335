"""Opening a case and keeping its own facts. The verbs of its team, its people and its incidents stand beside."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import Organisation, User
from backend.accounts.office_models import Office
from backend.accounts.offices import first_office
from backend.accounts.policies import may_open_cases
from backend.cases.check_choices import Because
from backend.cases.checks.running import check_person
from backend.cases.choices import TeamRole
from backend.cases.incidents import add_incident, correct_incident
from backend.cases.models import Case, CaseSeries
from backend.cases.noting import lock_for_work, note
from backend.cases.parties import add_party
from backend.cases.teams import add_to_team, leave_team, put_on_team, remove_from_team
from backend.kernel.clock import ALMATY
from backend.kernel.errors import InvalidInput, NotAllowed, StaleVersion
from backend.people.models import Survivor

__all__ = [
    "add_incident", "add_party", "add_to_team", "correct_incident", "leave_team", "next_code", "note", "open_case",
    "remove_from_team", "update_case",
]  # fmt: skip

FACTS = {"summary", "region", "high_risk"}
LONGEST_SUMMARY = 20000


def next_code(office: Office, year: int) -> str:
    """The next free code of an office, `АЛ-26-0147`: taken from a counter that is locked until the transaction ends."""
    series, _made = CaseSeries.objects.select_for_update().get_or_create(office=office, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{office.prefix}-{year % 100:02d}-{series.last:04d}"


@transaction.atomic
def open_case(
    organisation: Organisation,
    survivor: Survivor,
    *,
    by: User,
    at: datetime,
    lead: User | None = None,
    office: Office | None = None,
    opened_on: date | None = None,
    region: str = "",
    summary: str = "",
    high_risk: bool = False,
) -> Case:
    """Open a case with `by` on its team; `lead` leads it (by default whoever opens it).

    `office` gives the code its prefix (by default the organisation's oldest that takes cases).
    """
    if not may_open_cases(by, organisation.pk):
        raise NotAllowed(_("You may not open cases in this organisation."))
    if survivor.organisation_id != organisation.pk:
        raise InvalidInput(_("This survivor belongs to another organisation."), field="survivor")
    opened_on = _day_of_opening(opened_on, at)
    office = _office_that_takes(organisation, office)
    case = Case.objects.create(
        code=next_code(office, opened_on.year),
        organisation=organisation,
        office=office,
        survivor=survivor,
        region=region or survivor.region,
        opened_on=opened_on,
        summary=summary,
        high_risk=high_risk,
    )
    lead = lead or by
    put_on_team(case, lead, TeamRole.LEAD, at=at)
    if by.pk != lead.pk:
        put_on_team(case, by, TeamRole.MEMBER, at=at)
    note(case, "case.opened", by=by, at=at)
    check_person(case, survivor, because=Because.ADDED, by=by, at=at)
    return case


def _day_of_opening(told: date | None, at: datetime) -> date:
    today = at.astimezone(ALMATY).date()
    if told is not None and told > today:
        raise InvalidInput(_("A case cannot be opened in the future."), field="opened_on")
    return told or today


def _office_that_takes(organisation: Organisation, office: Office | None) -> Office:
    """The office as it stands now: it may have been closed since it was read."""
    if office is None:
        return first_office(organisation)
    found: Office | None = Office.objects.open().filter(organisation=organisation, pk=office.pk).first()
    if found is None:
        raise InvalidInput(_("Choose an office of the organisation that takes new cases."), field="office")
    return found


@transaction.atomic
def update_case(case: Case, *, expected_version: int | None, by: User, at: datetime, **facts: Any) -> Case:
    """Change a case's own facts (`summary`, `region`, `high_risk`); a stale version is refused."""
    if unknown := facts.keys() - FACTS:
        raise TypeError(f"Not a fact of a case: {', '.join(sorted(unknown))}")
    current = lock_for_work(case.pk, by)
    if expected_version is not None and current.version != expected_version:
        raise StaleVersion(_("Somebody else changed this record meanwhile. Look at it again; what you typed is kept."))
    if len(facts.get("summary") or "") > LONGEST_SUMMARY:
        raise InvalidInput(_("At most %(limit)d characters fit here.") % {"limit": LONGEST_SUMMARY}, field="summary")
    changed = sorted(name for name, value in facts.items() if getattr(current, name) != value)
    if not changed:
        return current
    for name in changed:
        setattr(current, name, facts[name])
    current.version += 1
    current.save(update_fields=[*changed, "version"])
    note(current, "case.updated", by=by, at=at, fields=changed, version=current.version)
    return current
