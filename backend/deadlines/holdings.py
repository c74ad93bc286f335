"""What a colleague holds in an organisation: what would be orphaned if she were simply gone."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.accounts.leaving import Entrances, entrances_of
from backend.accounts.models import Membership
from backend.cases.leaving import places_of
from backend.cases.team_models import Handover, Offer
from backend.cases.work_models import Task
from backend.deadlines.models import Reminder
from backend.proceedings.models import Hearing


@dataclass(frozen=True, slots=True)
class Holding:
    """Her place in one case and what hangs on it. Numbers only: a coordinator sees no content."""

    case: Any
    role: str
    role_title: str
    tasks: int
    hearings: int
    reminders: int

    @property
    def needs_a_taker(self) -> bool:
        return self.role == "lead" and self.case.closed_on is None


@dataclass(frozen=True, slots=True)
class Holdings:
    """All of it, and by how many ways she can get in."""

    places: list[Holding]
    open_asks: int
    entrances: Entrances

    @property
    def tasks(self) -> int:
        return sum(place.tasks for place in self.places)

    @property
    def hearings(self) -> int:
        return sum(place.hearings for place in self.places)

    @property
    def reminders(self) -> int:
        return sum(place.reminders for place in self.places)


def holdings_of(membership: Membership, now: datetime) -> Holdings:
    """Everything of hers in the organisation of that membership, in as many questions whatever she holds."""
    user, organisation = membership.user, membership.organisation_id
    tasks = Task.objects.open().filter(assignee=user, case__organisation=organisation)
    hearings = Hearing.objects.scheduled().filter(attendee=user, proceeding__case__organisation=organisation)
    reminders = Reminder.objects.waiting().filter(
        user=user, due_at__gt=now, proceeding__case__organisation=organisation
    )
    counted = [
        Counter(tasks.values_list("case_id", flat=True)),
        Counter(hearings.values_list("proceeding__case_id", flat=True)),
        Counter(reminders.values_list("proceeding__case_id", flat=True)),
    ]
    places = [
        Holding(place.case, place.role, place.get_role_display(), *(each[place.case_id] for each in counted))
        for place in places_of(membership)
    ]
    asks = sum(
        model.objects.open().filter(to_user=user, case__organisation=organisation).count()
        for model in (Offer, Handover)
    )
    return Holdings(places, asks, entrances_of(user, leaving=membership))
