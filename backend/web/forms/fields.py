"""Fields that look alike on every page: dates as people write them, moments in Almaty time."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.kernel.clock import ALMATY
from backend.law.models import Agency

FIRST_YEAR, LAST_YEAR = 1900, 2100
FAR_AHEAD = 2999  # a day up to here is left to whoever says, in better words, that it lies in the future
DAY_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]
MOMENT_FORMATS = ["%d.%m.%Y %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


def _check_year(day: date | None, *, last: int) -> None:
    if day is not None and not FIRST_YEAR <= day.year <= last:
        raise forms.ValidationError(_("Check the year: it must lie between 1900 and 2100."), code="year")


class DayField(forms.DateField):
    """A day as `28.10.2026`; a native date input would follow the browser's language, not the page's."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "дд.мм.гггг", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Enter a date, for example 28.10.2026.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=DAY_FORMATS, **kwargs)

    def to_python(self, value: Any) -> date | None:
        day: date | None = super().to_python(value)
        _check_year(day, last=FAR_AHEAD)
        return day

    def prepare_value(self, value: Any) -> Any:
        return f"{value.day:02d}.{value.month:02d}.{value.year:04d}" if isinstance(value, date) else value


class MomentField(forms.Field):
    """A moment in Almaty as `28.10.2026 14:30`; becomes an aware datetime."""

    widget = forms.TextInput(attrs={"placeholder": "дд.мм.гггг чч:мм", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Enter a date and time, for example 28.10.2026 14:30.")}

    def to_python(self, value: Any) -> datetime | None:
        if not value:
            return None
        for pattern in MOMENT_FORMATS:
            try:
                moment = datetime.strptime(str(value).strip(), pattern).replace(tzinfo=ALMATY)
            except ValueError:
                continue
            _check_year(moment, last=LAST_YEAR)
            return moment
        raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class AgencyField(forms.ModelChoiceField):
    """One body out of the list, of the kinds given (all when none are)."""

    def __init__(self, *kinds: str, **kwargs: Any) -> None:
        rows = Agency._default_manager.all()
        super().__init__(
            rows.filter(kind__in=kinds) if kinds else rows, empty_label=_("choose from the list"), **kwargs
        )
