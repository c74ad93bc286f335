"""What whoever is asked to take a case over reads before she answers: all that is open in it, point by point.

The lead who asks her opens this much of the case to her, and no more; each reading is a line of the case's log.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.models import Case
from backend.cases.noting import note
from backend.cases.team_choices import ToRead
from backend.cases.team_models import Handover
from backend.cases.work_choices import TaskKind
from backend.cases.work_models import Task
from backend.deadlines.models import Deadline
from backend.documents.catalogue import papers
from backend.documents.models import Document, DocumentStatus
from backend.kernel.clock import ALMATY
from backend.kernel.errors import NotAllowed
from backend.law.queries import cited_rule
from backend.proceedings.models import Hearing
from backend.proceedings.problems import title

CONTACT_RULES = ("contact_channel", "contact_hours", "may_be_said", "code_phrase", "never_contact")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is open: what, and when it presses."""

    title: str
    on: date | None  # None while a term awaits its day
    time: str = ""


def may_read(handover: Handover, user: User) -> bool:
    """Whoever is asked, while she is asked; and the team of the case."""
    if handover.is_open and Handover.objects.asked_of(user).filter(pk=handover.pk).exists():
        return True
    return bool(Case.objects.content_visible_to(user).filter(pk=handover.case_id).exists())


def what_is_open(handover: Handover, *, by: User, at: datetime) -> dict[str, list[Line]]:
    """The open things of the case under the points of the check-list; raises NotAllowed for who may not read them."""
    _open_or_refuse(handover, by)
    case = handover.case
    note(case, "case.viewed", by=by, at=at)
    found: dict[str, Iterable[Line]] = {
        ToRead.CONTACT_RULES: (),
        ToRead.DEADLINES: _deadlines(case),
        ToRead.HEARINGS: _hearings(case),
        ToRead.TASKS: _tasks(case, TaskKind.TASK),
        ToRead.PAPERS: _papers(case),
        ToRead.NEXT_CONTACT: _tasks(case, TaskKind.NEXT_CONTACT),
    }
    return {str(point): list(lines) for point, lines in found.items()}


def contact_rules(handover: Handover, *, by: User, at: datetime) -> dict[str, str]:
    """How the survivor may be reached: shown on demand, and each field written into the log first."""
    _open_or_refuse(handover, by)
    survivor = handover.case.survivor
    for field in CONTACT_RULES[2:]:
        note(handover.case, "person.revealed", by=by, at=at, subject=survivor.pk, field=field)
    told: dict[str, Any] = {name: getattr(survivor, name) for name in CONTACT_RULES}
    return told | {"contact_channel": str(survivor.get_contact_channel_display())}


def _open_or_refuse(handover: Handover, user: User) -> None:
    if not may_read(handover, user):
        raise NotAllowed(_("You see that this case exists. Its content is open to its team."))


def _deadlines(case: Case) -> Iterable[Line]:
    rows = Deadline.objects.running().filter(proceeding__case=case).order_by("act_by", "id")
    for row in rows:
        end = row.act_by if row.obligor == "us" else row.due_at
        last = (end - timedelta(microseconds=1)).astimezone(ALMATY).date() if end else None
        yield Line(title(cited_rule(row.rule_key, row.rule_version).titles), last)


def _hearings(case: Case) -> Iterable[Line]:
    rows = Hearing.objects.scheduled().filter(proceeding__case=case).select_related("court").order_by("starts_at")
    for row in rows:
        starts = row.starts_at.astimezone(ALMATY)
        yield Line(str(row.court), starts.date(), f"{starts:%H:%M}")


def _tasks(case: Case, kind: str) -> Iterable[Line]:
    for row in Task.objects.open().filter(case=case, kind=kind).select_related("case"):
        time = f"{row.due_time:%H:%M}" if row.due_time else ""
        yield Line(row.title or _("Contact her, as agreed"), row.due_on, time)


def _papers(case: Case) -> Iterable[Line]:
    rows = Document.objects.filter(case=case, status=DocumentStatus.DRAFT).select_related("template")
    for row in rows:
        known = papers().get(row.template.key)
        yield Line(title(known.titles) if known else row.template.key, row.made_at.astimezone(ALMATY).date())
