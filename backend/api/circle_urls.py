"""Addresses of the people around a survivor, her needs, earlier names, and the officials of a proceeding."""

from django.urls import path

from backend.api.corrections import CorrectionResource
from backend.api.dependants import DependantResource
from backend.api.known import NeedsOfSurvivor, RespondentFactsOfPerson
from backend.api.officials import OfficialOfProceedingResource, OfficialResource
from backend.api.trusted import TrustedResource

LISTED_AND_ADDED_TO = {"get": "list", "post": "create"}
READ_AND_CHANGED = {"get": "retrieve", "patch": "partial_update"}

urlpatterns = [
    path("dependants/", DependantResource.as_view(LISTED_AND_ADDED_TO), name="dependant-list"),
    path("dependants/<str:pk>/", DependantResource.as_view(READ_AND_CHANGED), name="dependant-detail"),
    path("trusted-contacts/", TrustedResource.as_view(LISTED_AND_ADDED_TO), name="trusted-list"),
    path("trusted-contacts/<str:pk>/", TrustedResource.as_view(READ_AND_CHANGED), name="trusted-detail"),
    path("trusted-contacts/<str:pk>/end/", TrustedResource.as_view({"post": "end"}), name="trusted-end"),
    path("corrections/", CorrectionResource.as_view({"get": "list"}), name="correction-list"),
    path("corrections/<str:pk>/", CorrectionResource.as_view({"get": "retrieve"}), name="correction-detail"),
    path("persons/<str:pk>/respondent-facts/", RespondentFactsOfPerson.as_view(), name="respondent-facts"),
    path("survivors/<str:pk>/needs/", NeedsOfSurvivor.as_view(), name="needs"),
    path(
        "proceedings/<str:pk>/officials/",
        OfficialOfProceedingResource.as_view(LISTED_AND_ADDED_TO),
        name="proceeding-officials",
    ),
    path("officials/<str:pk>/", OfficialResource.as_view(READ_AND_CHANGED), name="official-detail"),
    path("officials/<str:pk>/left/", OfficialResource.as_view({"post": "left"}), name="official-left"),
]
