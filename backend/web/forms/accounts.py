"""Signing in, joining by invitation, inviting, opening a closed screen, and roles on a team."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from backend.accounts.roles import Role
from backend.cases.choices import TeamRole


class SignInForm(LoginForm):
    """allauth's form with our own words. It never says whether an address is known here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class JoinForm(forms.Form):
    """What an invited person tells of herself."""

    full_name = forms.CharField(label=_("First name and surname"), max_length=200)
    password = forms.CharField(
        label=_("Password, at least 12 characters"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class JoinWithAccountForm(forms.Form):
    """An invited person who already has an account proves that it is hers."""

    password = forms.CharField(
        label=_("Password of your account"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class UnlockForm(forms.Form):
    """The password that opens a closed screen."""

    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class InviteForm(forms.Form):
    """Whom to let in, and as what."""

    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    role = forms.ChoiceField(label=_("Role in the organisation"), choices=Role.choices, initial=Role.CASE_WORKER)


class TeamForm(forms.Form):
    """A colleague, and her role on the team of a case."""

    user = forms.ModelChoiceField(None, label=_("Colleague"), empty_label=_("choose from the list"))
    role = forms.ChoiceField(label=_("Role on the team"), choices=TeamRole.choices, initial=TeamRole.MEMBER)

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = colleagues
