"""How tasks are asked for."""

from typing import Any

import django_filters as df

from backend.cases.work_choices import TaskKind, TaskState
from backend.cases.work_models import Task


class TaskFilter(df.FilterSet):
    """`due_before` is a day; `mine` asks for what the caller answers for, colleagues' who left included."""

    state = df.ChoiceFilter(choices=TaskState.choices)
    kind = df.ChoiceFilter(choices=TaskKind.choices)
    case = df.UUIDFilter(field_name="case_id")
    assignee = df.UUIDFilter(field_name="assignee_id")
    due_before = df.DateFilter(field_name="due_on", lookup_expr="lt")
    mine = df.BooleanFilter(method="answered_for")

    class Meta:
        model = Task
        fields: list[str] = []

    def answered_for(self, tasks: Any, _name: str, wanted: bool) -> Any:
        return tasks.answered_for_by(self.request.user) if wanted else tasks
