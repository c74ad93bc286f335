"""Addresses of what coordinators look over."""

from django.urls import path

from backend.web import coordination, exports

urlpatterns = [
    path("coordination/", coordination.coordination, name="coordination"),
    path("coordination/access/", coordination.accesses, name="accesses"),
    path("coordination/<str:kind>/", coordination.attention, name="attention"),
    path("coordination/<str:kind>/export/<str:form>/", exports.attention_export, name="attention-export"),
]
