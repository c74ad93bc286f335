"""Addresses of the checks at intake."""

from django.urls import path

from backend.web import checks

urlpatterns = [
    path("checks/", checks.checks_page, name="checks"),
    path("cases/<uuid:pk>/checks/", checks.case_checks, name="case-checks"),
    path("cases/<uuid:pk>/checks/run/", checks.checks_run, name="checks-run"),
    path("findings/<uuid:pk>/", checks.finding_page, name="finding"),
    path("findings/<uuid:pk>/ask/", checks.match_ask, name="match-ask"),
    path("match-requests/<uuid:pk>/answer/", checks.match_answer, name="match-answer"),
    path("match-requests/<uuid:pk>/withdraw/", checks.match_withdraw, name="match-withdraw"),
    path("match-requests/<uuid:pk>/end/", checks.match_end, name="match-end"),
]
