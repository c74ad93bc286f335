"""Addresses of one's own account."""

from django.urls import path

from backend.web import account, my_access, second_factor

urlpatterns = [
    path("account/", account.account, name="account"),
    path("account/oath/", account.oath, name="oath"),
    path("account/second-factor/", second_factor.second_factor, name="second-factor"),
    path("account/access/", my_access.access, name="access"),
    path("account/sessions/<int:pk>/end/", my_access.session_end, name="session-end"),
    path("account/sessions/end-others/", my_access.sessions_end_others, name="sessions-end-others"),
    path("account/tokens/new/", my_access.token_make, name="token-make"),
    path("account/tokens/revoke/", my_access.token_revoke, name="token-revoke"),
    path("colleagues/<uuid:pk>/lock-out/", my_access.colleague_lock_out, name="lock-out"),
]
