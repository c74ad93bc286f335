"""The two faces under one address."""

from django.urls import include, path, re_path

from backend.api.unknown import unknown_address

urlpatterns = [
    path("api/v1/", include("backend.api.urls")),
    re_path(r"^api(?:/.*)?$", unknown_address),
    path("accounts/", include("backend.web.account_urls")),
    path("", include("backend.web.urls")),
]
