"""The two faces under one address."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("backend.api.urls")),
    path("accounts/", include("backend.web.account_urls")),
    path("", include("backend.web.urls")),
]
