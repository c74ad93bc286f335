"""Addresses of the pages. None carries a name; ids are random."""

from django.urls import path

from backend.web import case_list, cases, day, documents, kit, leaving, outcomes, proceedings, record

app_name = "web"
urlpatterns = [
    path("", day.my_day, name="day"),
    path("inbox/<uuid:pk>/read/", day.read_message, name="message-read"),
    path("record/", record.record_start, name="record"),
    path("cases/", case_list.case_list, name="case-list"),
    path("cases/new/", cases.open_case, name="case-open"),
    path("cases/<uuid:pk>/", cases.case_page, name="case"),
    path("cases/<uuid:pk>/log/", cases.access_log, name="access-log"),
    path("cases/<uuid:pk>/proceedings/new/", proceedings.proceeding_open, name="proceeding-open"),
    path("reveal/<str:kind>/<uuid:pk>/<str:field>/", cases.reveal, name="reveal"),
    path("proceedings/<uuid:pk>/events/new/", proceedings.event_record, name="event-record"),
    path("events/<uuid:pk>/annul/", proceedings.event_annul, name="event-annul"),
    path("proceedings/<uuid:pk>/hearings/new/", proceedings.hearing_schedule, name="hearing-schedule"),
    path("hearings/<uuid:pk>/result/", proceedings.hearing_result, name="hearing-result"),
    path("proceedings/<uuid:pk>/documents/<str:key>/", documents.document_generate, name="document-generate"),
    path("documents/<uuid:pk>/file/", documents.document_file, name="document-file"),
    path("documents/<uuid:pk>/filed/", documents.document_filed, name="document-filed"),
    path("outcomes/", outcomes.outcomes_page, name="outcomes"),
    path("kit/", kit.kit, name="kit"),
    path("exit/", leaving.quick_exit, name="exit"),
    path("language/", leaving.set_language, name="set-language"),
    path("join/<str:secret>/", leaving.join, name="join"),
]
