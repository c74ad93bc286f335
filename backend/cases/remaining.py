"""What cases themselves keep open until they are closed: tasks, planned contacts among them."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from backend.cases.models import Case
from backend.cases.still_open import Remaining, watch
from backend.cases.work_choices import TaskKind, TaskState
from backend.cases.work_models import Task


def unfinished_tasks(case: Case, _now: datetime) -> Iterable[Remaining]:
    for task in Task.objects.filter(case=case, state=TaskState.OPEN).select_related("case"):
        words = task.title if task.kind == TaskKind.TASK else str(TaskKind(task.kind).label)
        yield Remaining(task.pk, words, task.due_at)


watch("tasks", _("Unfinished tasks"), unfinished_tasks, place=50, is_content=True)
