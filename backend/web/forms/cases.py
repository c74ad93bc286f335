"""Opening a case on one page: whom we defend, from whom, what happened."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.cases.choices import PlaceKind, Relation, ViolenceKind
from backend.kernel.clock import today
from backend.people.choices import REGIONS, ConsentPurpose, ContactChannel, Gender
from backend.web.forms.fields import DayField
from backend.web.once import SentOnceForm

OPTIONAL = {"required": False}


class OpenCaseForm(SentOnceForm):
    """What is needed to begin; everything else can wait. Names and addresses are stored encrypted."""

    pseudonym = forms.CharField(
        label=_("Pseudonym"), max_length=60, help_text=_("What colleagues see instead of the name.")
    )
    legal_name = forms.CharField(label=_("Name in her papers: surname, first name, patronymic"), max_length=200)
    gender = forms.ChoiceField(label=_("Gender"), choices=Gender.choices, initial="f")
    iin = forms.CharField(label=_("IIN"), max_length=20, **OPTIONAL)
    birth_date = DayField(label=_("Birth date"), **OPTIONAL)
    phone = forms.CharField(label=_("Phone"), max_length=40, **OPTIONAL)
    address = forms.CharField(label=_("Address"), max_length=300, **OPTIONAL)
    address_is_secret = forms.BooleanField(label=_("The address is secret: never put it into papers"), **OPTIONAL)
    region = forms.ChoiceField(label=_("Region"), choices=REGIONS)
    contact_channel = forms.ChoiceField(
        label=_("Safe way to reach her"), choices=[("", "—"), *ContactChannel.choices], **OPTIONAL
    )
    contact_hours = forms.CharField(label=_("Safe hours"), max_length=100, **OPTIONAL)
    may_be_said = forms.CharField(label=_("What may be said if somebody else answers"), max_length=300, **OPTIONAL)
    code_phrase = forms.CharField(label=_("Code phrase"), max_length=200, **OPTIONAL)
    consents = forms.MultipleChoiceField(
        label=_("Consents given"), choices=ConsentPurpose.choices, widget=forms.CheckboxSelectMultiple, **OPTIONAL
    )
    respondent_name = forms.CharField(
        label=_("Respondent: surname, first name, patronymic"), max_length=200, **OPTIONAL
    )
    respondent_gender = forms.ChoiceField(
        label=_("Respondent's gender"), choices=Gender.choices, initial="m", **OPTIONAL
    )
    respondent_relation = forms.ChoiceField(
        label=_("What the respondent is to her"), choices=[("", "—"), *Relation.choices], **OPTIONAL
    )
    respondent_address = forms.CharField(label=_("Respondent's address"), max_length=300, **OPTIONAL)
    happened_on = DayField(label=_("Day of the incident"), **OPTIONAL)
    kinds = forms.MultipleChoiceField(
        label=_("What was done"), choices=ViolenceKind.choices, widget=forms.CheckboxSelectMultiple, **OPTIONAL
    )
    place_kind = forms.ChoiceField(label=_("Kind of place"), choices=[("", "—"), *PlaceKind.choices], **OPTIONAL)
    place = forms.CharField(label=_("Place"), max_length=300, **OPTIONAL)
    narrative = forms.CharField(
        label=_("What happened, in her words"), max_length=20000, widget=forms.Textarea(attrs={"rows": 4}), **OPTIONAL
    )
    injuries = forms.CharField(
        label=_("Injuries"), max_length=5000, widget=forms.Textarea(attrs={"rows": 2}), **OPTIONAL
    )
    children_present = forms.BooleanField(label=_("Children were present"), **OPTIONAL)
    high_risk = forms.BooleanField(label=_("High risk"), **OPTIONAL)
    lead = forms.ModelChoiceField(None, label=_("Who leads the case"), **OPTIONAL)
    office = forms.ModelChoiceField(None, label=_("At which office"), empty_label=None, **OPTIONAL)

    SURVIVOR = (
        "pseudonym", "legal_name", "gender", "iin", "birth_date", "phone", "address", "address_is_secret", "region",
        "contact_channel", "contact_hours", "may_be_said", "code_phrase",
    )  # fmt: skip
    INCIDENT = ("happened_on", "kinds", "place_kind", "place", "narrative", "injuries", "children_present")

    def __init__(self, *args: Any, colleagues: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = colleagues
        self.fields["office"].queryset = offices
        if len(offices) < 2:  # nothing to choose
            self.fields["office"].widget = forms.HiddenInput()
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def clean_birth_date(self) -> Any:
        born = self.cleaned_data["birth_date"]
        if born and born > today():
            raise forms.ValidationError(_("A birth date cannot lie in the future."))
        return born

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if (
            told.get("respondent_name")
            and not told.get("respondent_gender")
            and not self.has_error("respondent_gender")
        ):
            self.add_error("respondent_gender", _("Say the respondent's gender."))
        if told.get("respondent_name") and not told.get("respondent_relation"):
            self.add_error("respondent_relation", _("Say what the respondent is to the survivor."))
        if told.get("happened_on"):
            if told["happened_on"] > today():
                self.add_error("happened_on", _("An incident cannot lie in the future."))
            if not told.get("kinds"):
                self.add_error("kinds", _("Choose at least one kind of violence from the list."))
        return told

    def part(self, names: tuple[str, ...]) -> dict[str, Any]:
        """The values of some fields, as the services take them."""
        return {name: self.cleaned_data[name] for name in names}
