"""Contacts, notes, tasks and attached files through the API: the same rules, the same refusals, each thing once."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from knox.models import AuthToken
from rest_framework.test import APIClient

from backend.audit.models import AuditEntry
from backend.cases.work_models import Contact, Note, Task
from backend.documents.attachment_models import Attachment
from backend.documents.attachments import LARGEST
from tests.world import NOON

PHOTO = (Path(__file__).parents[1] / "documents" / "samples" / "phone.jpg").read_bytes()


@pytest.fixture
def api(cast, clock):
    clock(NOON)

    def client_of(user) -> APIClient:
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(user, expiry=timedelta(days=9))[1]}")
        return client

    return client_of


def post(client, address, told, code=201, **headers):
    answer = client.post(f"/api/v1/{address}/", told, format="json", **headers)
    assert answer.status_code == code, answer.content.decode()
    return answer.json()


def upload(client, case, data=PHOTO, code=201, key="", **told):
    told = {"file": SimpleUploadedFile("Смаилова.exe", data), "kind": "talon"} | told
    headers = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
    answer = client.post(f"/api/v1/cases/{case.code}/attachments/", told, format="multipart", **headers)
    assert answer.status_code == code, answer.content.decode()
    return answer.json()


CONTACT = {
    "happened_at": NOON.isoformat(), "channel": "call", "direction": "in", "spoken_with": "survivor", "rules": "followed",
    "agreed": "Ждёт звонка.", "next_at": (NOON + timedelta(days=2)).isoformat(),
}  # fmt: skip


def test_a_contact_is_recorded_once_and_plans_the_next_one(cast, api):
    dana = api(cast.dana)
    first = post(dana, f"cases/{cast.case.code}/contacts", CONTACT, HTTP_IDEMPOTENCY_KEY="call-1")
    assert post(dana, f"cases/{cast.case.code}/contacts", CONTACT, HTTP_IDEMPOTENCY_KEY="call-1") == first
    assert first["agreed"] == "Ждёт звонка."
    assert Contact.objects.count() == 1
    mine = dana.get("/api/v1/tasks/?mine=true&state=open").json()["results"]
    assert [(task["kind"], task["contact"], task["due_on"]) for task in mine] == [
        ("next_contact", first["id"], "2026-11-04")
    ]


def test_a_note_is_corrected_by_its_version_and_keeps_what_it_said(cast, api):
    dana, asel = api(cast.dana), api(cast.asel)
    note = post(dana, f"cases/{cast.case.pk}/notes", {"text": "Первая.", "mentioned": [str(cast.asel.pk)]})
    address = f"/api/v1/notes/{note['id']}/"
    assert asel.patch(address, {"text": "Чужая."}, format="json", HTTP_IF_MATCH='W/"1"').status_code == 403
    assert dana.patch(address, {"text": "Вторая."}, format="json").status_code == 428
    told = {"text": "Вторая.", "readers": "author", "mentioned": []}
    assert (
        dana.patch(address, told, format="json", HTTP_IF_MATCH='W/"1"').json()["earlier_texts"][0]["text"] == "Первая."
    )
    assert dana.patch(address, told, format="json", HTTP_IF_MATCH='W/"1"').status_code == 412
    assert asel.get(address).status_code == 404
    assert asel.get(f"/api/v1/cases/{cast.case.pk}/notes/").json()["results"] == []


def test_who_may_not_read_a_note_is_not_mentioned_in_it(cast, api):
    told = {"text": "Для ведущих.", "readers": "leads", "mentioned": [str(cast.asel.pk)]}
    refused = post(api(cast.dana), f"cases/{cast.case.pk}/notes", told, 422)
    assert refused["errors"][0]["pointer"] == "/mentioned"
    assert not Note.objects.exists()


def test_a_task_goes_through_its_life(cast, api):
    dana = api(cast.dana)
    told = {"title": "Запросить характеристику", "due_on": "2026-11-05", "assignee": str(cast.asel.pk)}
    task = post(dana, f"cases/{cast.case.pk}/tasks", told, HTTP_IDEMPOTENCY_KEY="task-1")
    assert post(dana, f"cases/{cast.case.pk}/tasks", told, HTTP_IDEMPOTENCY_KEY="task-1") == task
    address = f"/api/v1/tasks/{task['id']}/"
    changed = dana.patch(address, {"due_on": "2026-11-06"}, format="json", HTTP_IF_MATCH='W/"1"').json()
    assert (changed["due_on"], changed["title"], changed["version"]) == ("2026-11-06", told["title"], 2)
    assert post(dana, f"tasks/{task['id']}/done", {}, 200)["state"] == "done"
    assert post(dana, f"tasks/{task['id']}/cancel", {"reason": "Не нужно."}, 409)["detail"].startswith("Эта задача")
    assert post(dana, f"tasks/{task['id']}/reopen", {}, 200)["ended_by"] is None
    assert post(dana, f"tasks/{task['id']}/cancel", {"reason": "Не нужно."}, 200)["cancelled_because"] == "Не нужно."
    assert Task.objects.count() == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("due_on_before=2026-11-04", 0), ("due_on_before=2026-11-05", 1), ("state=done", 0), ("kind=task", 1),
        ("mine=true", 0), ("mine=false", 1),
    ],
)  # fmt: skip
def test_tasks_are_asked_for_by_day_state_and_person(cast, api, query, found):
    dana = api(cast.dana)
    told = {"title": "Запросить", "due_on": "2026-11-05", "assignee": str(cast.asel.pk)}
    post(dana, f"cases/{cast.case.pk}/tasks", told)
    assert len(dana.get(f"/api/v1/tasks/?{query}").json()["results"]) == found


def test_a_photo_is_attached_once_for_a_key_listed_and_handed_out_with_a_line_in_the_log(cast, api):
    dana = api(cast.dana)
    incident = cast.case.incidents.get()
    first = upload(dana, cast.case, key="photo-1", incident=str(incident.pk), remark="Окно №3")
    assert upload(dana, cast.case, key="photo-1", incident=str(incident.pk), remark="Окно №3") == first
    assert (first["file_name"], first["incident"]) == (f"{cast.case.code}-talon-01.jpg", str(incident.pk))
    assert first["taken_at"].startswith("2026-11-01T18:40:05")
    upload(dana, cast.case, PHOTO + b"\0", code=422, key="photo-1", incident=str(incident.pk), remark="Окно №3")
    listed = dana.get(f"/api/v1/cases/{cast.case.pk}/attachments/").json()["results"]
    assert [row["id"] for row in listed] == [first["id"]]
    answer = dana.get(f"/api/v1/attachments/{first['id']}/file/")
    assert b"SHELTER-STREET-5" not in answer.content
    assert answer["Content-Disposition"].startswith("attachment;")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")
    assert AuditEntry.objects.filter(verb="attachment.downloaded", by=cast.dana).count() == 1


@pytest.mark.parametrize(
    ("data", "told", "pointer"),
    [
        (b"x" * (LARGEST + 1), {}, "/file"),
        (b"", {}, "/file"),
        (b"<svg/>", {}, "/file"),
        (PHOTO, {"kind": "selfie"}, "/kind"),
    ],
    ids=["too large", "empty", "svg", "kind"],
)
def test_a_file_that_is_not_taken_is_a_problem_at_its_field(cast, api, data, told, pointer):
    refused = upload(api(cast.dana), cast.case, data, 422, **told)
    assert refused["errors"][0]["pointer"] == pointer
    assert not Attachment.objects.exists()


def test_a_file_belongs_to_one_thing_and_to_one_the_sender_may_read(cast, api):
    incident = str(cast.case.incidents.get().pk)
    refused = upload(api(cast.dana), cast.case, code=422, incident=incident, event=incident)
    assert refused["errors"][0]["pointer"] in ("/event", "/incident")
    upload(api(cast.dana), cast.case, code=404, event=incident)


def test_a_withdrawn_file_says_why_and_is_not_handed_out(cast, api):
    dana = api(cast.dana)
    row = upload(dana, cast.case)
    assert post(dana, f"attachments/{row['id']}/withdraw", {"reason": "Не то."}, 200)["withdrawn_because"] == "Не то."
    assert dana.get(f"/api/v1/attachments/{row['id']}/file/").status_code == 409


@pytest.mark.parametrize("name", ["bek", "chinara"])
def test_who_is_not_on_the_team_writes_and_reads_nothing(cast, api, name):
    user = api(getattr(cast, name))
    code = 403 if name == "bek" else 404
    post(user, f"cases/{cast.case.pk}/contacts", CONTACT, code)
    post(user, f"cases/{cast.case.pk}/notes", {"text": "Мимо."}, code)
    post(user, f"cases/{cast.case.pk}/tasks", {"title": "Мимо.", "due_on": "2026-11-05"}, code)
    upload(user, cast.case, code=code)
    assert user.get("/api/v1/tasks/").json()["results"] == []
