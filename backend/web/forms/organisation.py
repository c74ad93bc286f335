"""The settings of an organisation as its coordinators type them. What may be is the services' to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.accounts.rights import Right, fixed
from backend.accounts.roles import Role
from backend.accounts.settings import Settings
from backend.people.choices import REGIONS
from backend.web.forms.fields import DayField
from backend.web.forms.people import CorrectionForm
from backend.web.once import SentOnceForm

OPTIONAL = {"required": False}
ANY_REGION = [("", "—"), *REGIONS]


class NumbersField(forms.CharField):
    """Whole numbers with commas or spaces between them, as «3, 1, 0»."""

    default_error_messages = {"numbers": _("Enter whole numbers with commas between them, for example 3, 1, 0.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=60, widget=forms.TextInput(attrs={"inputmode": "text"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[int]:
        parts = str(super().clean(value)).replace(",", " ").replace(";", " ").split()
        if not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
            raise forms.ValidationError(self.error_messages["numbers"], code="numbers")
        return [int(part) for part in parts]


class OrganisationForm(CorrectionForm):
    """How the organisation is called and reached; papers bear it."""

    name = forms.CharField(label=_("Full name, as papers bear it"), max_length=200)
    name_kk = forms.CharField(label=_("Full name in Kazakh"), max_length=200, **OPTIONAL)
    short_name = forms.CharField(label=_("Short name"), max_length=60)
    region = forms.ChoiceField(label=_("Region"), choices=ANY_REGION, **OPTIONAL)
    address = forms.CharField(
        label=_("Address for papers"), max_length=300, help_text=_("Not that of a shelter: it stands in what we file."),
        **OPTIONAL,
    )  # fmt: skip
    phone = forms.CharField(label=_("Phone"), max_length=40, **OPTIONAL)
    email = forms.EmailField(label=_("E-mail"), **OPTIONAL)


class WorkForm(CorrectionForm):
    """When the organisation reminds its people, and how long it keeps closed cases."""

    our_days = NumbersField(
        label=_("Before a deadline of ours: days"),
        help_text=_("In the morning of each; 0 is the last day itself. Counted from the last day on which you work."),
    )
    hearing_hours = NumbersField(label=_("Before a hearing: hours"), help_text=_("24 is a day before."))
    overdue_days = NumbersField(
        label=_("Once an authority is late: days after"), help_text=_("0 is at once. The lead of the case is told.")
    )
    retention_years = forms.IntegerField(
        label=_("Closed cases are kept for years"), min_value=1, max_value=75,
        help_text=_("Counts for cases closed from now on. No law is quoted here: it is the promise of the organisation."),
    )  # fmt: skip


class OfficeForm(CorrectionForm):
    """An office as it is corrected: its prefix stays."""

    name = forms.CharField(label=_("Name of the office"), max_length=120)
    region = forms.ChoiceField(label=_("Region"), choices=ANY_REGION, **OPTIONAL)
    address = forms.CharField(label=_("Address of the office"), max_length=300, **OPTIONAL)


class NewOfficeForm(SentOnceForm):
    """A new office with the prefix of its codes."""

    name = forms.CharField(label=_("Name of the office"), max_length=120)
    prefix = forms.CharField(
        label=_("Prefix of its codes"), max_length=6,
        help_text=_("One to six capital letters, for example АС for АС-26-0001. It cannot be changed afterwards."),
    )  # fmt: skip
    region = forms.ChoiceField(label=_("Region"), choices=ANY_REGION, **OPTIONAL)
    address = forms.CharField(label=_("Address of the office"), max_length=300, **OPTIONAL)


class DayOffForm(SentOnceForm):
    """A day on which the organisation does not work."""

    day = DayField(label=_("Day"))
    name = forms.CharField(label=_("What day it is"), max_length=120, **OPTIONAL)


class RightsForm(CorrectionForm):
    """The table of who may do what: a tick for each cell that is not fixed."""

    def __init__(self, *args: Any, settings: Settings, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": settings.version}, **kwargs)
        for right in Right:
            for role in Role:
                decided = fixed(right, role)
                self.fields[f"{right.value}.{role.value}"] = forms.BooleanField(
                    label=f"{right.label}: {role.label}", required=False, disabled=decided is not None,
                    initial=decided[0] if decided else role in settings.rights[right],
                )  # fmt: skip

    def rights(self) -> dict[str, list[str]]:
        """The roles of each right as they were ticked."""
        told = self.cleaned_data
        return {right: [role for role in Role.values if told[f"{right}.{role}"]] for right in Right.values}

    def rows(self) -> list[tuple[Any, list[tuple[Any, Any, Any]]]]:
        """For the page: each right with, for each role, its title, its tick and why it is fixed (or None)."""
        return [
            (right.label, [(role.label, self[f"{right.value}.{role.value}"], fixed(right, role)) for role in Role])
            for right in Right
        ]

    def reasons(self) -> list[str]:
        """Why some cells are fixed, each reason once."""
        told = [decided[1] for role in Role for right in Right if (decided := fixed(right, role))]
        return list(dict.fromkeys(map(str, told)))
