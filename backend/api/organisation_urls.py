"""Addresses of the end of a case, and of the settings of an organisation."""

from django.urls import path

from backend.api.closing import ArchivingOfCase, ClosingOfCase, ReopeningOfCase, RetentionOfCase, TurnResource
from backend.api.offices import DayOffResource, DaysOffOfOrganisation, OfficeResource, OfficesOfOrganisation
from backend.api.settings import NameOfOrganisation, SettingsOfOrganisation

LISTED = {"get": "list"}

urlpatterns = [
    path("cases/<str:pk>/closing/", ClosingOfCase.as_view(), name="case-closing"),
    path("cases/<str:pk>/reopen/", ReopeningOfCase.as_view(), name="case-reopen"),
    path("cases/<str:pk>/archive/", ArchivingOfCase.as_view(), name="case-archive"),
    path("cases/<str:pk>/retention/", RetentionOfCase.as_view(), name="case-retention"),
    path("cases/<str:pk>/turns/", TurnResource.as_view(LISTED), name="case-turns"),
    path("organisations/<str:pk>/settings/", SettingsOfOrganisation.as_view(), name="organisation-settings"),
    path("organisations/<str:pk>/name/", NameOfOrganisation.as_view(), name="organisation-name"),
    path("organisations/<str:pk>/offices/", OfficesOfOrganisation.as_view(), name="organisation-offices"),
    path("organisations/<str:pk>/days-off/", DaysOffOfOrganisation.as_view(), name="organisation-days-off"),
    path("offices/", OfficeResource.as_view(LISTED), name="office-list"),
    path(
        "offices/<str:pk>/",
        OfficeResource.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="office-detail",
    ),
    path("offices/<str:pk>/close/", OfficeResource.as_view({"post": "close"}), name="office-close"),
    path("offices/<str:pk>/reopen/", OfficeResource.as_view({"post": "reopen"}), name="office-reopen"),
    path("days-off/", DayOffResource.as_view(LISTED), name="day-off-list"),
    path("days-off/<str:pk>/", DayOffResource.as_view({"delete": "destroy"}), name="day-off-detail"),
]
