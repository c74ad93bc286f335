"""How proceedings, their events and hearings are asked for."""

from typing import Any

import django_filters as df
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.cases.filters import LONGEST_NUMBER, CaseKeyFilter, cases_called, numbered
from backend.cases.models import Case
from backend.kernel.filters import MomentRangeFilter, YesNoFilter
from backend.law.filters import EventKindFilter, RouteFilter, StageFilter
from backend.proceedings.models import Event, Hearing, HearingStatus, Proceeding


class ProceedingFilter(df.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """Legal tracks by case, route, stage, body and official number."""

    case = CaseKeyFilter()
    route = RouteFilter()
    stage = StageFilter()
    agency = df.UUIDFilter(field_name="agency_id")
    number = df.CharFilter(max_length=LONGEST_NUMBER)
    parent = df.UUIDFilter(field_name="parent_id")
    opened_at = MomentRangeFilter()
    q = df.CharFilter(method="search", label=_("Code or official number"), max_length=LONGEST_NUMBER)

    class Meta:
        model = Proceeding
        fields: list[str] = []

    def search(self, proceedings: Any, _name: str, words: str) -> Any:
        called = Case._default_manager.filter(cases_called(words)).values("pk")
        return proceedings.filter(numbered(words) | Q(case__in=called))


class EventFilter(df.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """Events of one proceeding: those that stand, unless those taken back are asked for."""

    kind = EventKindFilter()
    happened_at = MomentRangeFilter()
    standing = YesNoFilter(method="that_stand")

    class Meta:
        model = Event
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        events = super().filter_queryset(queryset)
        return events if self.form.cleaned_data["standing"] is not None else self.that_stand(events, "", True)

    def that_stand(self, events: Any, _name: str, wanted: bool) -> Any:
        taken_back = Q(annulled_by__isnull=False) | Q(kind=Event.ANNULMENT)
        return events.exclude(taken_back) if wanted else events.filter(taken_back)


class HearingFilter(df.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """Sittings by case, proceeding, court, person and time."""

    case = CaseKeyFilter(field_name="proceeding__case")
    proceeding = df.UUIDFilter(field_name="proceeding_id")
    court = df.UUIDFilter(field_name="court_id")
    attendee = df.UUIDFilter(field_name="attendee_id")
    status = df.ChoiceFilter(choices=HearingStatus.choices)
    starts_at = MomentRangeFilter()
    mine = YesNoFilter(method="attended_by_me")
    q = df.CharFilter(method="search", label=_("Code or official number"), max_length=LONGEST_NUMBER)

    class Meta:
        model = Hearing
        fields: list[str] = []

    def attended_by_me(self, hearings: Any, _name: str, wanted: bool) -> Any:
        return hearings.filter(attendee=self.request.user.pk) if wanted else hearings

    def search(self, hearings: Any, _name: str, words: str) -> Any:
        called = Case._default_manager.filter(cases_called(words)).values("pk")
        return hearings.filter(numbered(words, "proceeding__number") | Q(proceeding__case__in=called))
