"""The day of a deadline as people name it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.proceedings.deciding import SET_BECAUSE
from backend.web.forms.fields import DayField
from backend.web.once import SentOnceForm


class DeadlineDayForm(SentOnceForm):
    """The last day, how it came about, and the ground."""

    until = DayField(label=_("Last day"))
    why = forms.ChoiceField(label=_("How it came about"), choices=list(SET_BECAUSE.items()))
    reason = forms.CharField(
        label=_("Ground"),
        help_text=_("The paper or the reasoning it rests on. It is kept with the event and can be taken back."),
        max_length=300,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
