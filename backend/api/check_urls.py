"""Addresses of the checks at intake."""

from typing import Any

from django.urls import path

from backend.api.checks import CheckResource, MatchesOfCaseResource, MatchResource
from backend.api.match_requests import MatchRequestResource


def _done(verb: str) -> Any:
    return MatchRequestResource.as_view({"post": verb})


urlpatterns = [
    path("cases/<str:pk>/checks/", CheckResource.as_view({"get": "list", "post": "create"}), name="case-checks"),
    path("cases/<str:pk>/matches/", MatchesOfCaseResource.as_view({"get": "list"}), name="case-matches"),
    path("matches/<str:pk>/", MatchResource.as_view({"get": "retrieve"}), name="match-detail"),
    path("matches/<str:pk>/decide/", MatchResource.as_view({"post": "decide"}), name="match-decide"),
    path("matches/<str:pk>/opened/", MatchResource.as_view({"get": "opened"}), name="match-opened"),
    path("matches/<str:pk>/requests/", _done("ask"), name="match-ask"),
    path("match-requests/", MatchRequestResource.as_view({"get": "list"}), name="match-request-list"),
    path("match-requests/<str:pk>/", MatchRequestResource.as_view({"get": "retrieve"}), name="match-request-detail"),
    path("match-requests/<str:pk>/accept/", _done("accept"), name="match-request-accept"),
    path("match-requests/<str:pk>/decline/", _done("decline"), name="match-request-decline"),
    path("match-requests/<str:pk>/withdraw/", _done("withdraw"), name="match-request-withdraw"),
    path("match-requests/<str:pk>/end/", _done("end"), name="match-request-end"),
]
