"""Addresses of the daily work on a case: contacts, notes, tasks, attached files."""

from django.urls import path

from backend.web import attachments, tasks, work

urlpatterns = [
    path("cases/<uuid:pk>/work/", work.case_work, name="case-work"),
    path("cases/<uuid:pk>/contacts/new/", work.contact_record, name="contact-record"),
    path("cases/<uuid:pk>/notes/new/", work.note_write, name="note-write"),
    path("notes/<uuid:pk>/correct/", work.note_correct, name="note-correct"),
    path("cases/<uuid:pk>/tasks/new/", tasks.task_make, name="task-make"),
    path("tasks/<uuid:pk>/", tasks.task_change, name="task-change"),
    path("tasks/<uuid:pk>/done/", tasks.task_done, name="task-done"),
    path("tasks/<uuid:pk>/cancel/", tasks.task_cancel, name="task-cancel"),
    path("tasks/<uuid:pk>/reopen/", tasks.task_reopen, name="task-reopen"),
    path("cases/<uuid:pk>/attachments/", attachments.attachment_list, name="attachments"),
    path("cases/<uuid:pk>/attachments/new/", attachments.attachment_add, name="attachment-add"),
    path("attachments/<uuid:pk>/file/", attachments.attachment_file, name="attachment-file"),
    path("attachments/<uuid:pk>/withdraw/", attachments.attachment_withdraw, name="attachment-withdraw"),
]
