"""How the daily work is shown: tasks as lines of a work list, what an attached file is about. Plain data for templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backend.accounts.models import User
from backend.cases.models import Case, Incident
from backend.cases.work_choices import TaskKind, TaskState
from backend.cases.work_models import Task
from backend.documents.attachment_models import Attachment
from backend.law.queries import law_book
from backend.proceedings.models import Event, Hearing
from backend.proceedings.problems import title
from backend.proceedings.replaying import standing_events
from backend.web.moments import local_day, short_day


@dataclass(frozen=True, slots=True)
class ShownTask:
    """One line of a work list. `mark` says how much it presses: overdue, today, soon, later, or done."""

    row: Task
    title: str
    mark: str
    when: str
    day: str
    is_open: bool


def shown_task(task: Task, now: datetime) -> ShownTask:
    left = (task.due_on - local_day(now)).days
    is_open = task.state == TaskState.OPEN
    hour = f"{task.due_time:%H:%M}" if task.due_time else ""
    if not is_open:
        mark, when = "done", str(task.get_state_display())
    elif task.due_at < now:
        mark, when = "overdue", _late(-left)
    elif left == 0:
        mark, when = "today", _("today, %(hour)s") % {"hour": hour} if hour else _("today")
    elif left == 1:
        mark, when = "soon", _("tomorrow")
    else:
        words = ngettext("%(n)d day left", "%(n)d days left", left) % {"n": left}
        mark, when = ("soon" if left <= 3 else "later"), words
    day = f"{short_day(task.due_on)}, {hour}" if hour else short_day(task.due_on)
    return ShownTask(task, task_title(task), mark, when, day, is_open)


def open_tasks(case: Case, user: User, now: datetime) -> list[ShownTask]:
    """What is still to be done in a case, the nearest first."""
    rows = Task.objects.content_visible_to(user).filter(case=case, state=TaskState.OPEN)
    return [shown_task(row, now) for row in rows.select_related("case", "assignee")]


def _late(days: int) -> str:
    if days < 1:
        return _("the time has passed")
    return ngettext("late by %(n)d day", "late by %(n)d days", days) % {"n": days}


def task_title(task: Task) -> str:
    """What is to be done; a planned contact has no words of its own."""
    return _("Contact her, as agreed") if task.kind == TaskKind.NEXT_CONTACT else task.title or ""


def about_choices(case: Case) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a file of this case may belong to, in groups: `event:…`, `hearing:…`, `incident:…` with words for each."""
    proceedings = list(case.proceedings.all())
    groups = {
        _("Incidents"): [(f"incident:{row.pk}", about_words(row)) for row in case.incidents.all()],
        _("Events of proceedings"): [
            (f"event:{row.pk}", about_words(row))
            for proceeding in proceedings
            for row in reversed(standing_events(proceeding))
        ],
        _("Hearings"): [
            (f"hearing:{row.pk}", about_words(row))
            for proceeding in proceedings
            for row in proceeding.hearings.select_related("court").order_by("-starts_at")
        ],
    }
    return [(name, choices) for name, choices in groups.items() if choices]


def about_words(thing: Event | Hearing | Incident) -> str:
    """«Заявление подано, вс, 1 ноября»: what an event, sitting or incident is called, and its day."""
    if isinstance(thing, Incident):
        return f"{_('Incident')}, {short_day(thing.happened_on)}"
    if isinstance(thing, Hearing):
        return f"{_('Hearing')}, {short_day(local_day(thing.starts_at))}"
    kind = law_book().routes[thing.proceeding.route].find_event(thing.kind)
    words = title(kind.titles) if kind else _("Event")
    return f"{words}, {short_day(local_day(thing.happened_at))}"


@dataclass(frozen=True, slots=True)
class ShownAttachment:
    """One file of the list."""

    row: Attachment
    about: str
    day: str


def shown_attachments(rows: Iterable[Attachment]) -> list[ShownAttachment]:
    """The files with what they are about and the day they are of: taken, or else added."""
    return [
        ShownAttachment(
            row,
            about_words(row.about) if row.about else "",
            short_day(local_day(row.taken_at or row.added_at)),
        )
        for row in rows
    ]
