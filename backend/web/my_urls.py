"""Addresses of one's own account."""

from django.urls import path

from backend.web import access, account, second_factor

urlpatterns = [
    path("account/", account.account, name="account"),
    path("account/oath/", account.oath, name="oath"),
    path("account/second-factor/", second_factor.second_factor, name="second-factor"),
    path("account/access/", access.access, name="access"),
    path("account/sessions/<int:pk>/end/", access.session_end, name="session-end"),
    path("account/sessions/end-others/", access.sessions_end_others, name="sessions-end-others"),
    path("account/tokens/new/", access.token_make, name="token-make"),
    path("account/tokens/revoke/", access.token_revoke, name="token-revoke"),
    path("colleagues/<uuid:pk>/lock-out/", access.colleague_lock_out, name="lock-out"),
]
