"""How cases, and what hangs on a case, are asked for: the same words in a browser's address bar and in an API call."""

import re
import uuid
from typing import Any

import django_filters as df
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.cases.closing_choices import CaseState
from backend.cases.codes import coded
from backend.cases.models import Case
from backend.kernel.filters import DayRangeFilter, YesNoFilter
from backend.law.filters import RouteFilter, StageFilter
from backend.people.choices import REGIONS, ConsentPurpose, ContactChannel
from backend.people.life_models import Correction, Dependant, TrustedContact
from backend.people.models import Consent, Person, Survivor

CODE = re.compile(r"\w{1,6}-\d{2}-\d{4,6}")
LONGEST_NUMBER = 60


class _CaseKeyField(forms.CharField):
    """The id of a case, or its code."""

    def clean(self, value: Any) -> str:
        said: str = super().clean(value).strip()
        if said and not CODE.fullmatch(said) and _as_id(said) is None:
            raise forms.ValidationError(_("Write the id of a case or its code, for example АЛ-26-0147."))
        return said


def _as_id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


class CaseKeyFilter(df.CharFilter):
    """Rows of one case, named by its id or its code."""

    field_class = _CaseKeyField

    def filter(self, qs: Any, value: str) -> Any:
        if not value:
            return qs
        row_id = _as_id(value)
        return qs.filter(**({self.field_name: row_id} if row_id else {f"{self.field_name}__code": value.upper()}))


def cases_called(words: str) -> Q:
    """Cases whose code or running number the words are, however typed, or one of whose official numbers begins with them."""
    words = words.strip().upper()
    in_numbers = Case._default_manager.filter(numbered(words, "proceedings__number"))
    return coded(words) | Q(pk__in=in_numbers.values("pk"))


def numbered(words: str, column: str = "number") -> Q:
    """Official numbers that begin with the words, as typed or in capitals."""
    words = words.strip()
    return Q(**{f"{column}__startswith": words}) | Q(**{f"{column}__startswith": words.upper()})


def _pseudonym_begins(words: str) -> Q:
    """As typed and with a capital: SQLite tells Cyrillic capitals from small letters."""
    return Q(pseudonym__startswith=words) | Q(pseudonym__startswith=words.capitalize())


class CaseFilter(df.FilterSet):
    """Filters of the case list. `q` knows codes, official numbers and pseudonyms: names never stand in an address.

    What makes no sense finds nothing: a filter left out would list more than was asked for. Archived cases are listed
    when they are asked for, by their state or by a code, number or pseudonym.
    """

    q = df.CharFilter(method="search", label=_("Code, official number or pseudonym"), max_length=LONGEST_NUMBER)
    open = YesNoFilter(field_name="closed_on", lookup_expr="isnull", label=_("Open cases"))
    state = df.ChoiceFilter(
        method="in_state", choices=CaseState.choices, label=_("State"), empty_label=_("open and closed")
    )
    region = df.ChoiceFilter(choices=REGIONS, label=_("Region"), empty_label=_("any region"))
    route = RouteFilter(method="in_proceedings", label=_("Route"))
    stage = StageFilter(method="in_proceedings", label=_("Stage"))
    mine = YesNoFilter(method="on_my_team", label=_("Only mine"))
    opened_on = DayRangeFilter(label=_("Opened"))
    organisation = df.UUIDFilter(field_name="organisation_id")
    office = df.UUIDFilter(field_name="office_id")
    survivor = df.UUIDFilter(field_name="survivor_id")
    high_risk = YesNoFilter()

    class Meta:
        model = Case
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        if self.form.errors:
            return queryset.none()
        cases = super().filter_queryset(queryset)
        asked = self.form.cleaned_data
        return cases if asked.get("state") or asked.get("q") else cases.in_lists()

    def in_state(self, cases: Any, _name: str, state: str) -> Any:
        if state == CaseState.ARCHIVED:
            return cases.filter(archived_on__isnull=False)
        return cases.in_lists().filter(closed_on__isnull=state == CaseState.OPEN)

    def search(self, cases: Any, _name: str, words: str) -> Any:
        organisations = self.request.user.memberships.filter(ended_at=None).values("organisation")
        hers = Survivor._default_manager.filter(organisation__in=organisations).filter(_pseudonym_begins(words.strip()))
        return cases.filter(cases_called(words) | Q(survivor__in=hers.values("pk")))

    def in_proceedings(self, cases: Any, name: str, _value: str) -> Any:
        """Cases with a proceeding on the route and at the stage asked for: both of one and the same proceeding."""
        asked = {f"proceedings__{key}": self.form.cleaned_data[key] for key in ("route", "stage")}
        asked = {key: value for key, value in asked.items() if value}
        return cases.filter(pk__in=Case._default_manager.filter(**asked).values("pk"))

    def on_my_team(self, cases: Any, _name: str, wanted: bool) -> Any:
        mine = self.request.user.team_memberships.filter(ended_at=None).values("case")
        return cases.filter(pk__in=mine) if wanted else cases


class CaseOfSurvivorFilter(CaseFilter):
    """The filters of the case list, and for programs the cases of one survivor."""

    survivor = df.UUIDFilter(field_name="survivor_id")


class SurvivorFilter(df.FilterSet):
    """Survivors by what stays in clear."""

    organisation = df.UUIDFilter(field_name="organisation_id")
    case = CaseKeyFilter(field_name="cases")
    region = df.ChoiceFilter(choices=REGIONS)
    contact_channel = df.ChoiceFilter(choices=ContactChannel.choices)

    class Meta:
        model = Survivor
        fields: list[str] = []


class PersonFilter(df.FilterSet):
    """The other persons of one survivor."""

    survivor = df.UUIDFilter(field_name="survivor_id")

    class Meta:
        model = Person
        fields: list[str] = []


class DependantFilter(df.FilterSet):
    """Children of one survivor and others in her care."""

    survivor = df.UUIDFilter(field_name="survivor_id")

    class Meta:
        model = Dependant
        fields: list[str] = []


class TrustedFilter(df.FilterSet):
    """Whom one survivor trusts; `standing`: who may still be called."""

    survivor = df.UUIDFilter(field_name="survivor_id")
    standing = YesNoFilter(field_name="ended_at", lookup_expr="isnull")

    class Meta:
        model = TrustedContact
        fields: list[str] = []


class CorrectionFilter(df.FilterSet):
    """Corrected facts of one survivor and the people around her, or of one person."""

    survivor = df.UUIDFilter(field_name="survivor_id")
    person = df.UUIDFilter(field_name="person_id")

    class Meta:
        model = Correction
        fields: list[str] = []


class ConsentFilter(df.FilterSet):
    """What was agreed to, by whom, and whether it still stands."""

    survivor = df.UUIDFilter(field_name="survivor_id")
    purpose = df.ChoiceFilter(choices=ConsentPurpose.choices)
    standing = YesNoFilter(field_name="withdrawn_on", lookup_expr="isnull")

    class Meta:
        model = Consent
        fields: list[str] = []
