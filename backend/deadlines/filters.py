"""How deadlines and reminders are asked for."""

from typing import Any

import django_filters as df

from backend.cases.filters import CaseKeyFilter
from backend.deadlines.models import Deadline, DeadlineState, Obligor, Reminder, ReminderKind
from backend.kernel.filters import MomentFilter, MomentRangeFilter, YesNoFilter
from backend.law.filters import RuleFilter


class DeadlineFilter(df.FilterSet):
    """`due_before` is a moment; `mine` asks for the cases on whose team the caller is."""

    obligor = df.ChoiceFilter(choices=Obligor.choices)
    state = df.ChoiceFilter(choices=DeadlineState.choices)
    due_before = MomentFilter(field_name="due_at", lookup_expr="lt")
    due_at = MomentRangeFilter()
    act_by = MomentRangeFilter()
    case = CaseKeyFilter(field_name="proceeding__case")
    proceeding = df.UUIDFilter(field_name="proceeding_id")
    rule_key = RuleFilter()
    needs_review = YesNoFilter()
    mine = YesNoFilter(method="of_my_cases")

    class Meta:
        model = Deadline
        fields: list[str] = []

    def of_my_cases(self, deadlines: Any, _name: str, wanted: bool) -> Any:
        return deadlines.of_team_member(self.request.user) if wanted else deadlines


class ReminderFilter(df.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """Reminders by kind, person, case, and whether they were sent and taken note of."""

    kind = df.ChoiceFilter(choices=ReminderKind.choices)
    user = df.UUIDFilter(field_name="user_id")
    case = CaseKeyFilter(field_name="proceeding__case")
    deadline = df.UUIDFilter(field_name="deadline_id")
    hearing = df.UUIDFilter(field_name="hearing_id")
    due_at = MomentRangeFilter()
    handed = YesNoFilter(field_name="handed_at", lookup_expr="isnull", exclude=True)
    acknowledged = YesNoFilter(field_name="acknowledged_at", lookup_expr="isnull", exclude=True)
    mine = YesNoFilter(method="to_me")

    class Meta:
        model = Reminder
        fields: list[str] = []

    def to_me(self, reminders: Any, _name: str, wanted: bool) -> Any:
        return reminders.filter(user=self.request.user.pk) if wanted else reminders
