"""How routes, stages, events, rules and bodies are asked for: in the words of the law book."""

import re
from typing import Any

import django_filters as df
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.law.models import Agency
from backend.law.queries import law_book
from backend.procedure.replay import DECISIONS

OF_EVERY_ROUTE = {*DECISIONS, "annulled"}  # what is recorded whatever the route


class _KeyField(forms.CharField):
    """A key of the law book; one that it does not know is refused, with those it does."""

    def known(self) -> set[str]:
        raise NotImplementedError

    def clean(self, value: Any) -> str:
        said: str = super().clean(value)
        if said and said not in (known := self.known()):
            raise forms.ValidationError(_("Choose one of: %(keys)s.") % {"keys": ", ".join(sorted(known))})
        return said


class _RouteField(_KeyField):
    def known(self) -> set[str]:
        return set(law_book().routes)


class _StageField(_KeyField):
    def known(self) -> set[str]:
        return {stage.key for route in law_book().routes.values() for stage in route.stages}


class _EventField(_KeyField):
    def known(self) -> set[str]:
        return {kind.key for route in law_book().routes.values() for kind in route.events} | OF_EVERY_ROUTE


class _RuleField(_KeyField):
    def known(self) -> set[str]:
        return {rule.key for rule in law_book().rules}


class _RegionField(_KeyField):
    def known(self) -> set[str]:
        return set(Agency.objects.values_list("region", flat=True).distinct())


class RouteFilter(df.CharFilter):
    """The key of a route."""

    field_class = _RouteField


class StageFilter(df.CharFilter):
    """The key of a stage of any route."""

    field_class = _StageField


class EventKindFilter(df.CharFilter):
    """The key of an event of any route."""

    field_class = _EventField


class RuleFilter(df.CharFilter):
    """The key of a rule."""

    field_class = _RuleField


class _RegionFilter(df.CharFilter):
    field_class = _RegionField


class AgencyFilter(df.FilterSet):
    """Bodies by kind, region, key, and part of their name in either language."""

    kind = df.ChoiceFilter(choices=Agency.KINDS)
    region = _RegionFilter()
    key = df.CharFilter(max_length=80)
    name = df.CharFilter(method="by_name", max_length=200, help_text="Part of the name, in Russian or Kazakh.")

    class Meta:
        model = Agency
        fields: list[str] = []

    def by_name(self, agencies: Any, _name: str, words: str) -> Any:
        pattern = re.escape(words.strip())  # icontains knows no Cyrillic capitals on SQLite
        return agencies.filter(Q(name_ru__iregex=pattern) | Q(name_kk__iregex=pattern))
