"""Closing a case with what is left in it, opening it again, and until when it is kept."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from backend.cases.closing import LONGEST
from backend.cases.closing_choices import CloseReason
from backend.cases.still_open import Group
from backend.web.forms.fields import DayField
from backend.web.once import SentOnceForm

NO_NAMES = _("Stored encrypted, read by the team.")


class _SeenTick(forms.CheckboxInput):
    """A tick that says what was seen when it was set: after a change it comes back empty."""

    def __init__(self, seen: str) -> None:
        super().__init__(attrs={"value": seen}, check_test=lambda told: told == seen)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name, "")

    def format_value(self, value: Any) -> Any:
        return None


class CloseForm(SentOnceForm):
    """Why a case is closed; for each group of what is still open, that it is left."""

    reason = forms.ChoiceField(label=_("Why the case is closed"), choices=CloseReason.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What came of it, and what a colleague should know who opens it again"), help_text=NO_NAMES,
        max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    left_because = forms.CharField(
        label=_("Why this may be left open"), help_text=NO_NAMES, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}), error_messages={"required": _("Say why something is left open.")},
    )  # fmt: skip

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in groups:
            self.fields[f"leave.{group.key}"] = forms.CharField(
                label=group.title, required=False, widget=_SeenTick(group.seen)
            )
        if not groups:
            del self.fields["left_because"]

    def facts(self) -> dict[str, Any]:
        told = super().facts()
        leave = {name.removeprefix("leave."): told.pop(name) for name in list(told) if name.startswith("leave.")}
        return {"left_because": "", **told, "leave": {key: seen for key, seen in leave.items() if seen}}


class ReopenForm(SentOnceForm):
    """Why a case is opened again, and who leads it then."""

    words = forms.CharField(
        label=_("Why the case is opened again"), help_text=NO_NAMES, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    lead = forms.ModelChoiceField(None, label=_("Who leads the case"), empty_label=_("choose from the list"))

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = colleagues


class RetentionForm(SentOnceForm):
    """Another last day of keeping, and why."""

    until = DayField(label=_("Keep it until and including"))
    words = forms.CharField(
        label=_("Reason"), help_text=NO_NAMES, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
