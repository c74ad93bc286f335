"""Addresses of the people around a survivor, her needs, her further cases, and the officials of a proceeding."""

from django.urls import path

from backend.web import another_case, circle, officials

urlpatterns = [
    path("cases/<uuid:pk>/another/", another_case.open_another, name="case-open-another"),
    path("cases/<uuid:pk>/needs/", circle.needs, name="needs"),
    path("cases/<uuid:pk>/dependants/new/", circle.dependant_add, name="dependant-add"),
    path("cases/<uuid:pk>/dependants/<uuid:row>/", circle.dependant_edit, name="dependant-edit"),
    path("cases/<uuid:pk>/trusted/new/", circle.trusted_add, name="trusted-add"),
    path("cases/<uuid:pk>/trusted/<uuid:row>/", circle.trusted_edit, name="trusted-edit"),
    path("cases/<uuid:pk>/trusted/<uuid:row>/end/", circle.trusted_end, name="trusted-end"),
    path("parties/<uuid:pk>/known/", circle.respondent_facts, name="respondent-facts"),
    path("proceedings/<uuid:pk>/officials/new/", officials.official_name, name="official-name"),
    path("officials/<uuid:pk>/", officials.official_edit, name="official-edit"),
    path("officials/<uuid:pk>/left/", officials.official_leave, name="official-leave"),
]
