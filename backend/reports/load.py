"""How much each colleague carries: cases, tasks, deadlines and hearings, so that the next case goes to who has room."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, UUIDField
from django.db.models.functions import Coalesce

from backend.accounts.models import Membership, Organisation, User
from backend.accounts.roles import WORKING_ROLES, Role
from backend.audit.models import AuditEntry
from backend.cases.choices import TeamRole
from backend.cases.models import TeamMember
from backend.cases.work_models import Task
from backend.kernel.clock import ALMATY
from backend.proceedings.models import Hearing

NEAR = timedelta(days=14)
ANSWERING = (TeamRole.LEAD, TeamRole.SECOND)  # who is reminded of our deadlines


@dataclass(slots=True)
class Load:
    """What one colleague carries in the open cases of one organisation."""

    user: User
    role: str
    cases: dict[str, int] = field(default_factory=dict)
    tasks: int = 0
    tasks_overdue: int = 0
    deadlines: int = 0
    hearings: int = 0
    last_worked_on: date | None = None

    @property
    def role_title(self) -> str:
        """Her role in the organisation, in words."""
        return str(Role(self.role).label)

    @property
    def in_all(self) -> int:
        """The cases she leads, is second of or works on; those she only observes are no load."""
        return sum(self.cases.get(role, 0) for role in (*ANSWERING, TeamRole.MEMBER))

    @property
    def due(self) -> int:
        return self.tasks + self.deadlines + self.hearings


def load_in(organisation: Organisation, now: datetime) -> list[Load]:
    """Everybody who works on cases of the organisation, whoever has most cases first, then whoever has most to do.

    - cases: open ones, by her role on the team;
    - tasks: open ones given to her, and of those the ones whose day is past;
    - deadlines: ours that end within 14 days or are missed, in the cases she leads or is second of;
    - hearings: scheduled within 14 days, which she attends, or where nobody was named, in the cases she leads;
    - last worked on: the day of her last line in the organisation's log, no closer than that.

    One query for each figure, however many people there are.
    """
    members = Membership.objects.current().filter(organisation=organisation, role__in=WORKING_ROLES)
    found = {row.user_id: Load(row.user, row.role) for row in members.select_related("user")}
    for user, roles in _cases(organisation).items():
        if user in found:
            found[user].cases = roles
    for user, number, overdue in _tasks(organisation, now):
        if user in found:
            found[user].tasks, found[user].tasks_overdue = number, overdue
    for name, numbers in (("deadlines", _deadlines(organisation, now)), ("hearings", _hearings(organisation, now))):
        for user, number in numbers:
            if user in found:
                setattr(found[user], name, number)
    for user, at in _last_lines(organisation, list(found)):
        found[user].last_worked_on = at.astimezone(ALMATY).date() if at else None
    return sorted(found.values(), key=lambda load: (-load.in_all, -load.due, load.user.full_name))


def _cases(organisation: Organisation) -> dict[Any, dict[str, int]]:
    rows = _teams(organisation).order_by().values_list("user", "role").annotate(n=Count("pk"))
    found: dict[Any, dict[str, int]] = defaultdict(dict)
    for user, role, number in rows:
        found[user][role] = number
    return found


def _tasks(organisation: Organisation, now: datetime) -> Any:
    today = now.astimezone(ALMATY).date()
    rows = Task.objects.open().filter(case__organisation=organisation).order_by().values_list("assignee")
    return rows.annotate(n=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=today)))


def _deadlines(organisation: Organisation, now: datetime) -> Any:
    near = {
        "case__proceedings__deadlines__state": "open",
        "case__proceedings__deadlines__obligor": "us",
        "case__proceedings__deadlines__act_by__lte": now + NEAR,
    }
    rows = _teams(organisation).filter(role__in=ANSWERING, **near).order_by().values_list("user")
    return rows.annotate(n=Count("case__proceedings__deadlines"))


def _hearings(organisation: Organisation, now: datetime) -> Any:
    leads = TeamMember.objects.current().filter(case=OuterRef("proceeding__case"), role=TeamRole.LEAD)
    rows = Hearing.objects.scheduled().filter(
        proceeding__case__organisation=organisation,
        proceeding__case__closed_on=None,
        starts_at__gt=now,
        starts_at__lte=now + NEAR,
    )
    whose = Coalesce("attendee", Subquery(leads.values("user")[:1]), output_field=UUIDField())
    return rows.order_by().annotate(whose=whose).values_list("whose").annotate(n=Count("pk"))


def _last_lines(organisation: Organisation, users: list[Any]) -> Any:
    """A look into the index for each person, in one query: a maximum over the log would read all of it."""
    lines = AuditEntry.objects.filter(by=OuterRef("pk"), organisation_id=organisation.pk).order_by("-at")
    return User.objects.filter(pk__in=users).values_list("pk", Subquery(lines.values("at")[:1]))


def _teams(organisation: Organisation) -> Any:
    return TeamMember.objects.current().filter(case__organisation=organisation, case__closed_on=None)
