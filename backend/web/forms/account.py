"""One's own account: language and mail, the oath, tokens, codes of the second factor, a new password."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from backend.accounts.models import LANGUAGES
from backend.notifications.choices import OPTIONAL


class SettingsForm(forms.Form):
    """The language of pages and messages, and which messages come by mail besides standing in the inbox."""

    language = forms.ChoiceField(label=_("Language of pages and messages"), choices=LANGUAGES)
    by_mail = forms.BooleanField(label=_("Send by e-mail what is chosen below"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("By e-mail as well"),
        choices=list(OPTIONAL.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class OathForm(forms.Form):
    """She has read this wording and accepts it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    accepts = forms.BooleanField(
        label=_("I have read this and accept it"), error_messages={"required": _("Tick this to go on.")}
    )


class TokenForm(forms.Form):
    """For how long a program may come in."""

    days = forms.IntegerField(label=_("For how many days, at most 366"), initial=90, min_value=1, max_value=366)


class AskForPasswordForm(forms.Form):
    """Where the link is to be sent. It never says whether the address is known here."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={"invalid": _("Enter an e-mail address, for example name@example.org.")},
    )


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("New password, at least 12 characters"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class _Code:
    """A code is digits on a phone's keyboard, with a label of ours."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("Code")
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "code-entry"}


class CodeForm(_Code, AuthenticateForm):
    """The second step of signing in: a code of the app, or one for the day on which the phone is lost."""


class CodeToConfirmForm(_Code, ReauthenticateForm):
    """The same, to confirm that it is she."""


class FirstCodeForm(_Code, ActivateTOTPForm):
    """The first code of an app: the proof that it was set up right."""
