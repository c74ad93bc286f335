"""Addresses of the settings of an organisation."""

from django.urls import path

from backend.web import offices, organisation

urlpatterns = [
    path("organisation/", organisation.organisation_page, name="organisation"),
    path("organisation/<uuid:pk>/name/", organisation.organisation_name, name="organisation-name"),
    path("organisation/<uuid:pk>/work/", organisation.organisation_work, name="organisation-work"),
    path("organisation/<uuid:pk>/rights/", organisation.organisation_rights, name="organisation-rights"),
    path("organisation/<uuid:pk>/offices/new/", offices.office_open, name="office-open"),
    path("organisation/<uuid:pk>/days-off/new/", offices.day_off_add, name="day-off-add"),
    path("offices/<uuid:pk>/", offices.office_edit, name="office-edit"),
    path("offices/<uuid:pk>/close/", offices.office_close, name="office-close"),
    path("offices/<uuid:pk>/reopen/", offices.office_reopen, name="office-reopen"),
    path("days-off/<uuid:pk>/remove/", offices.day_off_remove, name="day-off-remove"),
]
