"""Fields that look alike on every page: dates as people write them, moments in Almaty time."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.kernel.clock import ALMATY
from backend.law.models import Agency

DAY_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]
MOMENT_FORMATS = ["%d.%m.%Y %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]


class DayField(forms.DateField):
    """A day as `28.10.2026`; a native date input would follow the browser's language, not the page's."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "дд.мм.гггг", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Enter a date, for example 28.10.2026.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=DAY_FORMATS, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d.%m.%Y}" if isinstance(value, date) else value


class MomentField(forms.Field):
    """A moment in Almaty as `28.10.2026 14:30`; becomes an aware datetime."""

    widget = forms.TextInput(attrs={"placeholder": "дд.мм.гггг чч:мм", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Enter a date and time, for example 28.10.2026 14:30.")}

    def to_python(self, value: Any) -> datetime | None:
        if not value:
            return None
        for pattern in MOMENT_FORMATS:
            try:
                return datetime.strptime(str(value).strip(), pattern).replace(tzinfo=ALMATY)
            except ValueError:
                continue
        raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class AgencyField(forms.ModelChoiceField):
    """One body out of the list, of the kinds given (all when none are)."""

    def __init__(self, *kinds: str, **kwargs: Any) -> None:
        rows = Agency._default_manager.all()
        super().__init__(
            rows.filter(kind__in=kinds) if kinds else rows, empty_label=_("choose from the list"), **kwargs
        )
