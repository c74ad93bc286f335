"""Why a coordinator must look into a case now, and for how long; and what of the log of access is to be shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from backend.cases.access import HOURS, LONGEST_REASON, USUAL
from backend.web.once import SentOnceForm


def lasting(hours: int) -> str:
    """«на 4 часа»."""
    return ngettext("for %(n)d hour", "for %(n)d hours", hours) % {"n": hours}


def _hours() -> list[tuple[int, str]]:
    return [(hours, lasting(hours)) for hours in HOURS]


class AccessForm(SentOnceForm):
    """The reason and the hours. Where the password was given too long ago, it is asked for beside them, and what was
    typed stays."""

    reason = forms.CharField(
        label=_("Why you must look into it now"),
        help_text=_("The lead reads it, and it stays with the case. It is kept encrypted."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    hours = forms.TypedChoiceField(
        label=_("For how long"), coerce=int, initial=USUAL, widget=forms.RadioSelect,
        choices=_hours,
    )  # fmt: skip
    password = forms.CharField(
        label=_("Your password once more"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={
            "required": _("Some minutes have passed. Give your password once more; what you typed stands.")
        },
    )

    def __init__(self, *args: Any, asks_for_password: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_for_password:
            del self.fields["password"]

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in super().facts().items() if name != "password"}


class AccessLogForm(forms.Form):
    """Whose looks, and of which kind."""

    KINDS = [
        ("", _("everything")),
        ("looked", _("who opened the case")),
        ("revealed", _("who had hidden fields shown")),
        ("downloaded", _("who took files")),
        ("by_reason", _("who came in by stating a reason")),
    ]

    by = forms.ChoiceField(label=_("Whose"), required=False)
    kind = forms.ChoiceField(label=_("What"), choices=KINDS, required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = [("", _("everybody's")), *people]
