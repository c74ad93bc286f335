"""Addresses of the daily work on a case: contacts, notes, tasks, attached files."""

from django.urls import path

from backend.api.attachments import AttachmentOfCaseResource, AttachmentResource
from backend.api.contacts import ContactResource
from backend.api.documents import AnyForm
from backend.api.notes import NoteResource
from backend.api.tasks import TaskOfCaseResource, TaskResource

LISTED_AND_ADDED_TO = {"get": "list", "post": "create"}
READ_AND_CHANGED = {"get": "retrieve", "patch": "partial_update"}

urlpatterns = [
    path("cases/<str:pk>/contacts/", ContactResource.as_view(LISTED_AND_ADDED_TO), name="case-contacts"),
    path("cases/<str:pk>/notes/", NoteResource.as_view(LISTED_AND_ADDED_TO), name="case-notes"),
    path("notes/<str:pk>/", NoteResource.as_view(READ_AND_CHANGED), name="note-detail"),
    path("cases/<str:pk>/tasks/", TaskOfCaseResource.as_view(LISTED_AND_ADDED_TO), name="case-tasks"),
    path("tasks/", TaskResource.as_view({"get": "list"}), name="task-list"),
    path("tasks/<str:pk>/", TaskResource.as_view(READ_AND_CHANGED), name="task-detail"),
    path("tasks/<str:pk>/done/", TaskResource.as_view({"post": "done"}), name="task-done"),
    path("tasks/<str:pk>/cancel/", TaskResource.as_view({"post": "cancel"}), name="task-cancel"),
    path("tasks/<str:pk>/reopen/", TaskResource.as_view({"post": "reopen"}), name="task-reopen"),
    path("cases/<str:pk>/attachments/", AttachmentOfCaseResource.as_view(LISTED_AND_ADDED_TO), name="case-attachments"),
    path("attachments/<str:pk>/", AttachmentResource.as_view({"get": "retrieve"}), name="attachment-detail"),
    path(
        "attachments/<str:pk>/file/",
        AttachmentResource.as_view({"get": "file"}, content_negotiation_class=AnyForm),
        name="attachment-file",
    ),
    path(
        "attachments/<str:pk>/withdraw/", AttachmentResource.as_view({"post": "withdraw"}), name="attachment-withdraw"
    ),
]
