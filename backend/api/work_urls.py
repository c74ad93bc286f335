"""Addresses of the daily work on a case: contacts, notes, tasks, attached files."""

from django.urls import path

from backend.api.attachments import Attachments
from backend.api.contacts import ContactsOfCase
from backend.api.notes import Notes
from backend.api.tasks import Tasks

LISTED_AND_ADDED_TO = {"get": "list", "post": "create"}

urlpatterns = [
    path("cases/<str:pk>/contacts/", ContactsOfCase.as_view(LISTED_AND_ADDED_TO), name="case-contacts"),
    path("cases/<str:pk>/notes/", Notes.as_view(LISTED_AND_ADDED_TO), name="case-notes"),
    path("notes/<str:pk>/", Notes.as_view({"get": "retrieve", "put": "update"}), name="note-detail"),
    path("cases/<str:pk>/tasks/", Tasks.as_view({"get": "list_of_case", "post": "create"}), name="case-tasks"),
    path("tasks/", Tasks.as_view({"get": "list"}), name="task-list"),
    path("tasks/<str:pk>/", Tasks.as_view({"get": "retrieve", "patch": "partial_update"}), name="task-detail"),
    path("tasks/<str:pk>/done/", Tasks.as_view({"post": "done"}), name="task-done"),
    path("tasks/<str:pk>/cancel/", Tasks.as_view({"post": "cancel"}), name="task-cancel"),
    path("tasks/<str:pk>/reopen/", Tasks.as_view({"post": "reopen"}), name="task-reopen"),
    path("cases/<str:pk>/attachments/", Attachments.as_view(LISTED_AND_ADDED_TO), name="case-attachments"),
    path("attachments/<str:pk>/", Attachments.as_view({"get": "retrieve"}), name="attachment-detail"),
    path("attachments/<str:pk>/file/", Attachments.as_view({"get": "file"}), name="attachment-file"),
    path("attachments/<str:pk>/withdraw/", Attachments.as_view({"post": "withdraw"}), name="attachment-withdraw"),
]
