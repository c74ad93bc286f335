"""Addresses of the API."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from backend.api.cases import CaseViewSet

router = SimpleRouter()
router.register("cases", CaseViewSet, basename="case")

app_name = "api"
urlpatterns = [path("schema/", SpectacularAPIView.as_view(), name="schema"), path("", include(router.urls))]
