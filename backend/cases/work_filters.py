"""How tasks are asked for."""

from typing import Any

import django_filters as df

from backend.cases.filters import CaseKeyFilter
from backend.cases.work_choices import TaskKind, TaskState
from backend.cases.work_models import Task
from backend.kernel.filters import DayRangeFilter, YesNoFilter


class TaskFilter(df.FilterSet):
    """`mine` asks for what the caller answers for, the tasks of colleagues who left her cases included."""

    state = df.ChoiceFilter(choices=TaskState.choices)
    kind = df.ChoiceFilter(choices=TaskKind.choices)
    case = CaseKeyFilter()
    assignee = df.UUIDFilter(field_name="assignee_id")
    due_on = DayRangeFilter()
    mine = YesNoFilter(method="answered_for")

    class Meta:
        model = Task
        fields: list[str] = []

    def answered_for(self, tasks: Any, _name: str, wanted: bool) -> Any:
        return tasks.answered_for_by(self.request.user) if wanted else tasks
