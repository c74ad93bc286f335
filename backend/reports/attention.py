"""Open cases that would slip out of sight: without a lawyer, without a next date, opened by nobody for a month.

For coordinators, of the organisations they coordinate; counts and lists are asked of the same conditions.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from backend.accounts.roles import Role
from backend.audit.models import AuditEntry
from backend.cases.choices import TeamRole
from backend.cases.models import Case, TeamMember
from backend.cases.work_models import Task
from backend.deadlines.models import Deadline
from backend.kernel.clock import ALMATY
from backend.proceedings.models import Hearing

KINDS = ("no_lawyer", "no_next_date", "not_opened")
SILENCE = timedelta(days=30)


def count_attention(user: Any, now: datetime) -> dict[str, int]:
    """How many open cases stand on each list, in one query."""
    asked = {kind: Count("pk", filter=_condition(kind, now)) for kind in KINDS}
    counted: dict[str, int] = _coordinated(user).order_by().aggregate(**asked)
    return counted


def cases_needing(kind: str, user: Any, now: datetime) -> Any:
    """The open cases of one list. Each row says whether it `has_lead`, and when it was `last_opened_at`.

    - no_lawyer: nobody leads it, or no lawyer of the organisation works on its team;
    - no_next_date: no deadline runs, ours or an authority's, no hearing lies ahead, no task or contact is planned;
    - not_opened: nobody has looked into it or changed anything for 30 days.
    """
    last = AuditEntry.objects.filter(case_id=OuterRef("pk"), by__isnull=False).order_by("-at").values("at")[:1]
    rows = _coordinated(user).filter(_condition(kind, now))
    return rows.annotate(has_lead=Exists(_at_work(role=TeamRole.LEAD)), last_opened_at=Subquery(last))


def _coordinated(user: Any) -> Any:
    return Case.objects.open().filter(organisation__in=user.organisations_as(Role.COORDINATOR))


def _condition(kind: str, now: datetime) -> Q:
    conditions = {"no_lawyer": _no_lawyer, "no_next_date": _no_next_date, "not_opened": _not_opened}
    return conditions[kind](now)


def _no_lawyer(_now: datetime) -> Q:
    lawyers = _at_work(user__memberships__role=Role.LAWYER).exclude(role=TeamRole.OBSERVER)
    return Q(~Exists(_at_work(role=TeamRole.LEAD))) | Q(~Exists(lawyers))


def _no_next_date(now: datetime) -> Q:
    running = Deadline.objects.running().filter(proceeding__case=OuterRef("pk")).exclude(obligor="other")
    ahead = Hearing.objects.scheduled().filter(proceeding__case=OuterRef("pk"), starts_at__gt=now)
    today = now.astimezone(ALMATY).date()
    planned = Task.objects.filter(case=OuterRef("pk"), state="open", due_on__gte=today)
    return Q(~Exists(running)) & Q(~Exists(ahead)) & Q(~Exists(planned))


def _not_opened(now: datetime) -> Q:
    """Asked of the log itself, by its index of case and moment: a look costs no second write, and nothing can disagree."""
    traces = AuditEntry.objects.filter(case_id=OuterRef("pk"), at__gt=now - SILENCE, by__isnull=False)
    return Q(~Exists(traces))


def _at_work(**more: Any) -> Any:
    """Places on the team of the outer case, of those who may sign in and still work in its organisation."""
    return TeamMember.objects.current().filter(
        case=OuterRef("pk"),
        user__is_active=True,
        user__memberships__organisation=OuterRef("organisation"),
        user__memberships__ended_at=None,
        **more,
    )
