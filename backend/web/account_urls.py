"""The pages of allauth that are open, with our views: signing in and out, a forgotten password, second factors."""

from allauth.account import views as account
from allauth.account.views import LogoutView
from allauth.mfa.recovery_codes.views import view_recovery_codes
from django.urls import path
from django.views.generic import RedirectView

from backend.web import passwords, second_factor
from backend.web.entering import SignIn

to_access = RedirectView.as_view(pattern_name="web:access")  # where the lists of factors stand

urlpatterns = [
    path("login/", SignIn.as_view(), name="account_login"),
    path("logout/", LogoutView.as_view(), name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/reset/", passwords.ask_for_password, name="account_reset_password"),
    path("password/reset/sent/", passwords.password_asked, name="account_reset_password_done"),
    path("password/reset/<str:secret>/", passwords.new_password, name="account_new_password"),
    path("second-factor/", to_access, name="mfa_index"),
    path("second-factor/enter/", second_factor.Authenticate.as_view(), name="mfa_authenticate"),
    path("second-factor/confirm/", second_factor.ConfirmByCode.as_view(), name="mfa_reauthenticate"),
    path("second-factor/app/", second_factor.ActivateApp.as_view(), name="mfa_activate_totp"),
    path("second-factor/app/remove/", second_factor.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("second-factor/codes/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", second_factor.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("passkeys/", to_access, name="mfa_list_webauthn"),
    path("passkeys/new/", second_factor.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/remove/", second_factor.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("passkeys/sign-in/", second_factor.SignInByPasskey.as_view(), name="mfa_login_webauthn"),
    path("passkeys/confirm/", second_factor.ConfirmByPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
]
