"""Offering a case, handing it over, and switching off a colleague who leaves, as people type it."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.cases.handovers import LONGEST_NOTE
from backend.cases.offers import HOURS_OF_A_WEEK, LONGEST_MESSAGE
from backend.cases.team_choices import OfferedRole, Staying, ToRead
from backend.web.forms.fields import DayField
from backend.web.once import SentOnceForm

NO_ONE_YET = "none"
FOR_ALL = "for_all"


class ColleagueField(forms.ModelChoiceField):
    """One colleague out of the organisation."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(None, empty_label=_("choose from the list"), **kwargs)


class OfferForm(SentOnceForm):
    """To whom, which place, until when, and how much time it takes."""

    user = ColleagueField(label=_("Colleague"))
    role = forms.ChoiceField(label=_("Place on the team"), choices=OfferedRole.choices)
    answer_by = DayField(label=_("Answer by the end of this day"))
    hours_a_week = forms.IntegerField(
        label=_("Hours a week, roughly"), required=False, min_value=1, max_value=HOURS_OF_A_WEEK,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    message = forms.CharField(
        label=_("Message to your colleague"), required=False, max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("She reads it before she accepts: write nothing that tells who is defended."),
    )  # fmt: skip

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = colleagues


class HandoverForm(SentOnceForm):
    """Who is to lead from now on, what she has to know, and what the old lead becomes."""

    user = ColleagueField(label=_("Who takes the case over"))
    note = forms.CharField(
        label=_("What your colleague has to know"), max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What was promised, what presses, what to beware of. Stored encrypted, as all of the case."),
    )  # fmt: skip
    staying = forms.ChoiceField(
        label=_("And you"), choices=Staying.choices, widget=forms.RadioSelect, initial=Staying.GONE
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = colleagues


class TakeOverForm(SentOnceForm):
    """What she has gone through. The service says when a point is missing."""

    read = forms.MultipleChoiceField(
        label=_("What you have read"), choices=ToRead.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class YesForm(SentOnceForm):
    """One button, pressed once."""


class LeaveForm(forms.Form):
    """Leaving a team; whoever leads says that she knows what she leaves."""

    without_lead = forms.BooleanField(
        label=_("I leave the case without a lead; the coordinators are told"), required=False
    )


class SwitchOffForm(SentOnceForm):
    """For each case that she leads: who leads it from now on."""

    def __init__(self, *args: Any, places: list[Any], colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(user.pk): user for user in colleagues}
        people = [(pk, user.full_name) for pk, user in self.colleagues.items()]
        choices = [("", _("choose from the list")), *people, (NO_ONE_YET, _("no one yet"))]
        led = [place.case for place in places if place.needs_a_taker]
        if len(led) > 1:
            self.fields[FOR_ALL] = forms.ChoiceField(
                label=_("Who takes the cases for which nothing else is chosen"), choices=choices, required=False
            )
        for case in led:
            label = _("Who leads %(code)s from now on") % {"code": case.code}
            self.fields[f"takers.{case.pk}"] = forms.ChoiceField(label=label, choices=choices, required=False)

    def clean(self) -> dict[str, Any]:
        """Every case has an answer of its own or the one for all; «no one yet» is an answer, nothing is none."""
        told = super().clean() or {}
        for name in self._of_cases():
            told[name] = told.get(name) or told.get(FOR_ALL) or ""
            if not told[name] and name not in self.errors:
                self.add_error(name, _("Say who takes this case, or that no one does yet."))
        return told

    def takers(self) -> dict[UUID, Any]:
        """Who takes which case, as the service wants it."""
        return {UUID(name.partition(".")[2]): self.colleagues.get(self.cleaned_data[name]) for name in self._of_cases()}

    def of_case(self, case: Any) -> Any:
        """The field of one case, or None where nobody has to take it."""
        name = f"takers.{case.pk}"
        return self[name] if name in self.fields else None

    def for_all(self) -> Any:
        return self[FOR_ALL] if FOR_ALL in self.fields else None

    def _of_cases(self) -> list[str]:
        return [name for name in self.fields if name.startswith("takers.")]
