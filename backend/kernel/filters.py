"""Kinds of filter that refuse what they do not understand, instead of leaving it out of the question."""

from datetime import UTC, date, datetime
from typing import Any

import django_filters as df
from django import forms
from django.utils.translation import gettext_lazy as _
from django_filters.fields import RangeField
from django_filters.widgets import DateRangeWidget

from backend.kernel.clock import ALMATY

FIRST_YEAR, LAST_YEAR = 1900, 2100


class MomentField(forms.Field):
    """A moment like 2026-10-28T14:30:00+05:00; without an offset it is one of Almaty, a day is its beginning."""

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            told = datetime.fromisoformat(str(value).strip().replace(" ", "+"))  # a + in an address may arrive as space
            moment = (told if told.tzinfo else told.replace(tzinfo=ALMATY)).astimezone(UTC)
        except (ValueError, OverflowError):
            raise forms.ValidationError(_("This must be a moment like 2026-10-28T14:30:00+05:00.")) from None
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise forms.ValidationError(_("This must be a moment between 1900 and 2100."))
        return moment


class DayField(forms.DateField):
    """A day people live in."""

    def to_python(self, value: Any) -> date | None:
        day: date | None = super().to_python(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(_("This must be a day between 1900 and 2100."))
        return day


class _MomentRange(RangeField):
    widget = DateRangeWidget

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__((MomentField(required=False), MomentField(required=False)), *args, **kwargs)


class _DayRange(RangeField):
    widget = DateRangeWidget

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__((DayField(required=False), DayField(required=False)), *args, **kwargs)


class _YesNoSelect(forms.NullBooleanSelect):
    """Hands on what it does not know, so that the field can refuse it."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name)


class _YesNoField(forms.NullBooleanField):
    widget = _YesNoSelect

    def to_python(self, value: Any) -> bool | None:  # type: ignore[override]  # the stubs forget the third answer
        known = {"true": True, "false": False, "": None, "unknown": None, "none": None}
        said = str(value if value is not None else "").lower()
        if said not in known:
            raise forms.ValidationError(_("This must be true or false."))
        return known[said]


class MomentFilter(df.IsoDateTimeFilter):
    """Moments, with the look-up given."""

    field_class = MomentField


class MomentRangeFilter(df.IsoDateTimeFromToRangeFilter):
    """`…_after` and `…_before`, both inclusive."""

    field_class = _MomentRange


class DayRangeFilter(df.DateFromToRangeFilter):
    """`…_after` and `…_before`, both inclusive."""

    field_class = _DayRange


class YesNoFilter(df.BooleanFilter):
    """`true` or `false`."""

    field_class = _YesNoField
