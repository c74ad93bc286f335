"""The second factor on the pages: allauth's views with our words, and its secrets under the person's own key."""

import base64
import json
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from backend.accounts.factors import has_second_factor
from backend.accounts.keys import ensure_own_key
from backend.vault.cipher import seal, unseal
from backend.vault.keys import data_key
from backend.web.answers import status_of
from backend.web.forms.account import CodeForm, CodeToConfirmForm, FirstCodeForm

PURPOSE = "second factor"


class SealedFactors(DefaultMFAAdapter):
    """What allauth asks the house about factors. Secrets open for the person they were sealed for, and nobody else."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This code does not fit. Wait for the next one in the app and enter that."),
        "cannot_delete_authenticator": gettext_lazy("This is your only second factor: set up another one first."),
    }

    def encrypt(self, text: str) -> str:
        user = _whose()
        ensure_own_key(user)
        return base64.b64encode(seal(data_key(user.pk), PURPOSE, text.encode(), str(user.pk))).decode()

    def decrypt(self, encrypted_text: str) -> str:
        user = _whose()
        return unseal(data_key(user.pk), PURPOSE, base64.b64decode(encrypted_text), str(user.pk)).decode()

    def build_totp_svg(self, url: str) -> str:
        drawn: str = super().build_totp_svg(url)
        return drawn[drawn.index("<svg") :]  # in a page there is no XML declaration

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Where a second factor is compulsory, the last one is replaced and not removed."""
        others = authenticator.user.authenticator_set.exclude(pk=authenticator.pk)
        return not settings.TIREK_SECOND_FACTOR or others.exclude(type="recovery_codes").exists()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = user.authenticator_set.filter(type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": settings.MFA_TOTP_ISSUER}

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the log says it, and mail about a second factor tells a listener that there is an account."""


def _whose() -> Any:
    """The person whose factor is set up or tried now: signed in, or in the middle of signing in."""
    request: Any = context.request
    return request.user if request.user.is_authenticated else request._login_stage.login.user


class _Told:
    """A refusal is a 422, as everywhere; what the browser needs for a passkey goes to the template as JSON."""

    def form_invalid(self, form: Any) -> Any:
        answer = super().form_invalid(form)
        answer.status_code = status_of(form)
        return answer

    def get_context_data(self, **kwargs: Any) -> Any:
        found = super().get_context_data(**kwargs)
        for options in found.get("js_data", {}).values():
            found["passkey_options"] = json.dumps(options, cls=DjangoJSONEncoder)
        return found


class Authenticate(_Told, AuthenticateView):
    """The second step of signing in."""

    def get_form_class(self) -> Any:
        return CodeForm

    def get_context_data(self, **kwargs: Any) -> Any:
        factors = self.stage.login.user.authenticator_set
        return super().get_context_data(**kwargs) | {"has_passkey": factors.filter(type="webauthn").exists()}


class ActivateApp(_Told, ActivateTOTPView):
    """An app that shows codes: its secret as a picture and in letters, and the first code as proof."""

    def get_form_class(self) -> Any:
        return FirstCodeForm

    def get_success_url(self) -> str:
        return _after_setting_up(self)


class RemoveApp(_Told, DeactivateTOTPView):
    """Stop using the app."""

    def get_success_url(self) -> str:
        return reverse("web:access")


class AddPasskey(_Told, webauthn.AddWebAuthnView):
    """A passkey of this device, or one on a stick."""

    def get_success_url(self) -> str:
        return _after_setting_up(self)


class RemovePasskey(webauthn.RemoveWebAuthnView):
    """Stop using a passkey."""

    def form_valid(self, form: Any) -> HttpResponse:
        if not SealedFactors().can_delete_authenticator(self.get_object()):
            form.add_error(None, SealedFactors.error_messages["cannot_delete_authenticator"])
            return self.render_to_response(self.get_context_data(form=form), status=422)
        super().form_valid(form)
        return HttpResponseRedirect(reverse("web:access"))


class SignInByPasskey(webauthn.LoginWebAuthnView):
    """A passkey that has verified its holder is both factors in one."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return HttpResponseRedirect(f"{reverse('account_login')}?passkey=refused")


class ConfirmByPasskey(_Told, webauthn.ReauthenticateWebAuthnView):
    """«It is me», by a passkey instead of the password."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return HttpResponseRedirect(self.request.get_full_path())


@method_decorator(login_required, name="dispatch")
class ConfirmByCode(_Told, webauthn.BaseReauthenticateView):
    """«It is me», by a code instead of the password."""

    template_name = "mfa/reauthenticate.html"
    form_class = CodeToConfirmForm

    def get_form_kwargs(self) -> Any:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: Any) -> Any:
        form.save()
        return super().form_valid(form)


class NewRecoveryCodes(_Told, GenerateRecoveryCodesView):
    """Ten new codes; the old ones open nothing from then on."""


def _after_setting_up(view: Any) -> str:
    return reverse("mfa_view_recovery_codes" if view.did_generate_recovery_codes else "web:access")


@login_required
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """The step before content: what a second factor is for, and the two ways to have one."""
    if has_second_factor(request.user):
        return redirect("web:access")
    return render(request, "web/second_factor.html", {"is_compulsory": settings.TIREK_SECOND_FACTOR})
