"""One act of violence as it is told, and corrected."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.cases.choices import PlaceKind, ViolenceKind
from backend.web.forms.fields import DayField
from backend.web.forms.people import EMPTY, OPTIONAL, CorrectionForm
from backend.web.once import SentOnceForm


class _Respondent(forms.ModelChoiceField):
    """A respondent of the case, called by relation: the name stays hidden."""

    def label_from_instance(self, party: Any) -> str:
        return str(party.get_relation_display() or party.get_role_display())


def _of_an_incident(respondents: Any) -> dict[str, forms.Field]:
    return {
        "happened_on": DayField(label=_("Day of the incident")),
        "hour": forms.CharField(
            label=_("Hour"), help_text=_("As she tells it, for example “about 22:00”."), max_length=40, **OPTIONAL
        ),
        "respondent": _Respondent(respondents, label=_("Who did it"), empty_label="—", **OPTIONAL),
        "kinds": forms.MultipleChoiceField(
            label=_("What was done"), choices=ViolenceKind.choices, widget=forms.CheckboxSelectMultiple
        ),
        "place_kind": forms.ChoiceField(
            label=_("Kind of place"), choices=[*EMPTY, *PlaceKind.choices], **OPTIONAL
        ),
        "place": forms.CharField(label=_("Place"), max_length=300, **OPTIONAL),
        "narrative": forms.CharField(
            label=_("What happened, in her words"), max_length=20000, widget=forms.Textarea(attrs={"rows": 6}),
            **OPTIONAL,
        ),
        "injuries": forms.CharField(
            label=_("Injuries"), max_length=5000, widget=forms.Textarea(attrs={"rows": 2}), **OPTIONAL
        ),
        "children_present": forms.BooleanField(label=_("Children were present"), **OPTIONAL),
        "weapon": forms.BooleanField(label=_("A weapon or an object was used"), **OPTIONAL),
        "reported": forms.BooleanField(label=_("It was reported to the police"), **OPTIONAL),
    }  # fmt: skip


def _dress(form: forms.Form, respondents: Any) -> None:
    form.fields |= _of_an_incident(respondents)
    for field in form.fields.values():
        field.widget.attrs.setdefault("autocomplete", "off")


class NewIncidentForm(SentOnceForm):
    """An incident not written down before."""

    def __init__(self, *args: Any, respondents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, respondents)


class IncidentForm(CorrectionForm):
    """An incident as it stands, to be corrected."""

    def __init__(self, *args: Any, respondents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _dress(self, respondents)
