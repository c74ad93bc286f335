"""Who has a proceeding in hand, as the team writes it down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.proceedings.models import OfficialRole
from backend.web.forms.fields import AgencyField, DayField
from backend.web.forms.people import EMPTY, OPTIONAL
from backend.web.once import SentOnceForm


class OfficialForm(SentOnceForm):
    """An official of a proceeding."""

    role = forms.ChoiceField(label=_("Who it is"), choices=[*EMPTY, *OfficialRole.choices])
    name = forms.CharField(label=_("Surname, first name, patronymic"), max_length=200)
    agency = AgencyField(label=_("Body"), **OPTIONAL)
    phone = forms.CharField(label=_("Phone"), max_length=40, **OPTIONAL)
    since = DayField(label=_("From which day"), **OPTIONAL)
    remark = forms.CharField(
        label=_("Remark"), max_length=1000, help_text=_("Office, days of reception, how to get through."), **OPTIONAL
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in super().facts().items() if name != "version"}


class OfficialLeftForm(forms.Form):
    """From which day an official no longer has the proceeding."""

    until = DayField(label=_("Last day, if it is known"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
