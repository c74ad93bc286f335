"""Contacts, notes and tasks as people type them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.cases.contacts import REACHED
from backend.cases.notes import LONGEST
from backend.cases.tasks import LONGEST_TITLE
from backend.cases.work_choices import CHANNELS, Direction, Readers, Rules, SpokenWith
from backend.kernel.clock import ALMATY, now
from backend.web.forms.fields import DayField, MomentField
from backend.web.once import SentOnceForm

NO_NAMES = _("Without names and addresses where you can: more people read this than her name.")


class Colleague(forms.ModelChoiceField):
    """One colleague out of those on the case."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(None, empty_label=None, **kwargs)


class Colleagues(forms.ModelMultipleChoiceField):
    """Some of the colleagues on the case."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(None, widget=forms.CheckboxSelectMultiple, **kwargs)


class ContactForm(SentOnceForm):
    """One line of the contact log."""

    happened_at = MomentField(label=_("When it was"))
    direction = forms.ChoiceField(
        label=_("Who contacted whom"), choices=Direction.choices, widget=forms.RadioSelect, initial=Direction.OUT
    )
    channel = forms.ChoiceField(label=_("How"), choices=CHANNELS)
    spoken_with = forms.ChoiceField(
        label=_("With whom one spoke"),
        choices=SpokenWith.choices,
        widget=forms.RadioSelect,
        initial=SpokenWith.SURVIVOR,
    )
    spoken_by = Colleague(label=_("Who of us spoke"))
    rules = forms.ChoiceField(label=_("Safe-contact rules"), choices=Rules.choices, widget=forms.RadioSelect)
    rules_remark = forms.CharField(
        label=_("Which rule was not followed, and why"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    agreed = forms.CharField(
        label=_("What was agreed"), help_text=NO_NAMES, max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    next_at = MomentField(
        label=_("Next contact"), required=False, help_text=_("It will stand among the tasks of whoever spoke.")
    )

    def __init__(self, *args: Any, colleagues: Any, user: Any, channel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_at"].initial = f"{now().astimezone(ALMATY):%d.%m.%Y %H:%M}"
        self.fields["spoken_by"].queryset = colleagues
        self.fields["spoken_by"].initial = user.pk
        self.fields["channel"].initial = channel

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("spoken_with") in REACHED and not (told.get("agreed") or "").strip():
            self.add_error("agreed", _("Write in a few words what was agreed or said."))
        return told


class NoteForm(SentOnceForm):
    """A note, who may read it, and who is mentioned in it."""

    text = forms.CharField(
        label=_("Note"), help_text=NO_NAMES, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6})
    )
    readers = forms.ChoiceField(
        label=_("Who may read it"), choices=Readers.choices, widget=forms.RadioSelect, initial=Readers.TEAM
    )
    mentioned = Colleagues(
        label=_("Mention colleagues"),
        required=False,
        help_text=_("They get a message with the code of the case alone."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentioned"].queryset = colleagues
        self.fields["mentioned"].label_from_instance = lambda user: f"@ {user.short_name}"
        if not colleagues:
            del self.fields["mentioned"]


class TaskForm(SentOnceForm):
    """What is to be done, by when, by whom. A planned contact has no words of its own."""

    title = forms.CharField(label=_("What is to be done"), help_text=NO_NAMES, max_length=LONGEST_TITLE)
    due_on = DayField(label=_("By which day"))
    assignee = Colleague(label=_("Who does it"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, colleagues: Any, with_title: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = colleagues
        self.fields["title"].widget.attrs["autocomplete"] = "off"
        if not with_title:
            del self.fields["title"]


class ReasonForm(SentOnceForm):
    """Why something is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
