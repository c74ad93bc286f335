"""Addresses of the API."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from backend.api.cases import CaseViewSet
from backend.api.documents import DocumentViewSet, OutcomesReport
from backend.api.people import AgencyViewSet, PersonViewSet, SurvivorViewSet
from backend.api.proceedings import DeadlineViewSet, HearingViewSet, ProceedingViewSet, ReminderViewSet

router = SimpleRouter()
router.register("agencies", AgencyViewSet, basename="agency")
router.register("survivors", SurvivorViewSet, basename="survivor")
router.register("persons", PersonViewSet, basename="person")
router.register("cases", CaseViewSet, basename="case")
router.register("proceedings", ProceedingViewSet, basename="proceeding")
router.register("hearings", HearingViewSet, basename="hearing")
router.register("deadlines", DeadlineViewSet, basename="deadline")
router.register("reminders", ReminderViewSet, basename="reminder")
router.register("documents", DocumentViewSet, basename="document")

app_name = "api"
urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("reports/outcomes/", OutcomesReport.as_view(), name="outcomes"),
    path("", include(router.urls)),
]
