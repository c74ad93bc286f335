"""What is read first when a case is opened: what is dangerous, what she needs, whom she trusts, who answers for what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from backend.cases.choices import PartyRole, TeamRole
from backend.cases.models import Case
from backend.cases.queries import needs_visible_to, other_cases, trusted_visible_to
from backend.people.life_choices import (
    ARMED_WITH,
    AT_LARGE,
    SERVES,
    Dependence,
    Whereabouts,
    WorkplaceKind,
    YesNoUnknown,
)
from backend.people.life_models import facts_of
from backend.web.moments import clock_time, local_day, short_day


@dataclass(frozen=True, slots=True)
class Danger:
    """What is known of one respondent that bears on her safety. `serves`: whom to write to needs a thought."""

    party: Any
    facts: Sequence[str]
    serves: str
    is_police: bool


def case_top(case: Case, user: Any, context: Mapping[str, Any]) -> dict[str, Any]:
    """The head of an opened case, from what its page has read already and three questions more."""
    trusted = trusted_visible_to(user).filter(survivor=case.survivor_id, ended_at=None).select_related("person")
    return {
        "dangers": dangers_of(context["parties"]),
        "weapon_used": any(incident.weapon for incident in context["incidents"]),
        "needs": needs_visible_to(user).filter(survivor=case.survivor_id).first(),
        "trusted": list(trusted),
        "others": other_cases(case, user),
        "second": next((each.user for each in context["team"] if each.role == TeamRole.SECOND), None),
        "next_date": _next_date(context),
    }


def dangers_of(parties: Sequence[Any]) -> list[Danger]:
    """The respondents of whom something dangerous is known, each with it in words."""
    found = []
    for party in parties:
        facts = facts_of(party.person) if party.role == PartyRole.RESPONDENT else None
        if facts is not None and (told := _told(facts)):
            serves = str(facts.get_workplace_kind_display()) if facts.workplace_kind in SERVES else ""
            found.append(Danger(party, told, serves, facts.workplace_kind == WorkplaceKind.POLICE))
    return found


def _told(facts: Any) -> list[str]:
    told = []
    if facts.workplace_kind in SERVES:
        told.append(_("serves: %(where)s") % {"where": facts.get_workplace_kind_display()})
    if facts.weapons in ARMED_WITH:
        told.append(facts.get_weapons_display())
    if facts.whereabouts in AT_LARGE or facts.whereabouts in (Whereabouts.IN_CUSTODY, Whereabouts.HOUSE_ARREST):
        told.append(facts.get_whereabouts_display())
    if facts.convicted == YesNoUnknown.YES:
        told.append(_("convicted before"))
    if facts.dependence in (Dependence.ALCOHOL, Dependence.DRUGS, Dependence.BOTH):
        told.append(_("dependence: %(what)s") % {"what": facts.get_dependence_display()})
    return [str(each) for each in told]


@dataclass(frozen=True, slots=True)
class NextDate:
    """The nearest date of the case, what it is, and who answers for it."""

    at: datetime
    day: str
    what: str
    who: Any


def _next_date(context: Mapping[str, Any]) -> NextDate | None:
    """The nearest hearing, deadline of ours or task. A deadline of ours is the lead's to keep."""
    lead = context["lead"]
    dates = [
        NextDate(row.starts_at, f"{short_day(local_day(row.starts_at))}, {clock_time(row.starts_at)}", _("Hearing"),
                 row.attendee or lead)
        for row in context["ahead"]
    ]  # fmt: skip
    dates += [
        NextDate(line.end, line.day, line.title, lead)
        for line in context["deadlines"]
        if line.row.obligor == "us" and line.end
    ]
    dates += [NextDate(task.row.due_at, task.day, _("Task"), task.row.assignee) for task in context["tasks"]]
    return min(dates, key=lambda each: each.at, default=None)
