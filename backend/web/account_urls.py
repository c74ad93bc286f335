"""The few of allauth's pages that are open: signing in and out. Passwords and second factors follow."""

from allauth.account import views as account
from allauth.account.views import LogoutView
from django.urls import path

from backend.web.entering import SignIn

urlpatterns = [
    path("login/", SignIn.as_view(), name="account_login"),
    path("logout/", LogoutView.as_view(), name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
]
