"""Attaching from the phone: taken, refused with everything that was typed still there, handed out as a file to keep."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from backend.audit.models import AuditEntry
from backend.documents.attachment_models import Attachment
from backend.documents.attachments import LARGEST
from tests.world import NOON

SAMPLES = Path(__file__).parents[1] / "documents" / "samples"
PHOTO = (SAMPLES / "phone.jpg").read_bytes()


@pytest.fixture
def asel(cast, client, clock):
    clock(NOON)
    client.force_login(cast.asel)
    return client


def picture(data=PHOTO, name="Смаилова Айгүл паспорт.exe", kind="text/html"):
    return SimpleUploadedFile(name, data, kind)


@pytest.fixture
def send(cast, asel):
    def go(**told):
        usual = {"photo": picture(), "kind": "talon", "about": "", "remark": "Талон с окна №3"}
        return asel.post(reverse("web:attachment-add", args=[cast.case.pk]), usual | told)

    return go


def get_file(client, row):
    return client.get(reverse("web:attachment-file", args=[row.pk]))


def test_the_phone_is_offered_its_camera_and_its_files(cast, asel):
    text = asel.get(reverse("web:attachment-add", args=[cast.case.pk])).content.decode()
    assert re.search(r'<input type="file" name="photo" accept="image/\*" capture="environment"', text)
    assert re.search(r'<input type="file" name="file" accept="image/\*,application/pdf,.docx"(?! capture)', text)
    assert 'enctype="multipart/form-data"' in text


def test_a_photo_is_taken_whatever_it_is_called_and_handed_out_under_a_neutral_name(cast, asel, send):
    incident = cast.case.incidents.get()
    assert send(about=f"incident:{incident.pk}").url == reverse("web:attachments", args=[cast.case.pk])
    row = Attachment.objects.get()
    assert (row.media_type, row.incident) == ("image/jpeg", incident)
    text = asel.get(reverse("web:attachments", args=[cast.case.pk])).content.decode()
    for words in ("Талон-уведомление", f"{cast.case.code}-talon-01.jpg", "Талон с окна №3", "Эпизод"):
        assert words in text
    assert "паспорт" not in text
    answer = get_file(asel, row)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["Content-Disposition"].endswith("-26-0001-talon-01.jpg")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")
    assert b"SHELTER-STREET-5" not in answer.content
    assert AuditEntry.objects.filter(verb="attachment.downloaded", subject=str(row.pk), by=cast.asel).count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"photo": picture(b"x" * (LARGEST + 1))}, "больше 25 МБ"),
        ({"photo": picture(b"x" * (40 * 1024 * 1024))}, "больше 25 МБ"),
        ({"photo": picture(b"")}, "пуст"),
        ({"photo": picture(b"<html><script>")}, "как бы он ни назывался"),
        ({"photo": picture(PHOTO + b"<svg onload=1>")}, "спрятан другой"),
        ({"photo": ""}, "Сделайте фото или выберите файл"),
        ({"file": picture()}, "Выберите что-то одно"),
    ],
    ids=["a byte too much", "40 MB", "empty", "a page", "twofold", "none", "both"],
)
def test_a_file_that_is_not_taken_costs_nothing_of_what_was_typed(send, changed, words):
    answer = send(**changed)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert "Талон с окна №3" in text
    assert '<option value="talon" selected>' in text
    assert not Attachment.objects.exists()


def test_no_upload_touches_the_disk_in_clear(send, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("an upload was written to the disk in clear")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", refuse)
    assert send(photo=picture(PHOTO + bytes(6 * 1024 * 1024))).status_code == 302


def test_a_photo_sent_twice_is_there_once_and_another_one_from_the_same_page_is_another(asel, cast, send):
    text = asel.get(reverse("web:attachment-add", args=[cast.case.pk])).content.decode()
    key = re.search(r'name="sent_as" value="(\w+)"', text)[1]
    other = (SAMPLES / "screen.png").read_bytes()
    for data in (PHOTO, PHOTO, other):
        assert send(photo=picture(data), sent_as=key).status_code == 302
    assert [row.ending for row in Attachment.objects.order_by("id")] == ["jpg", "png"]


def test_what_a_file_belongs_to_is_chosen_from_this_case_alone(cast, send):
    assert send(about="event:00000000-0000-7000-8000-000000000000").status_code == 422
    assert send(about="case:1").status_code == 422


def test_a_withdrawn_file_says_why_and_is_not_handed_out(cast, asel, send):
    send()
    row = Attachment.objects.get()
    address = reverse("web:attachment-withdraw", args=[row.pk])
    assert asel.post(address, {"reason": ""}).status_code == 422
    assert asel.post(address, {"reason": "Снято не то."}).status_code == 302
    text = asel.get(reverse("web:attachments", args=[cast.case.pk])).content.decode()
    assert "Снято не то." in text
    assert reverse("web:attachment-file", args=[row.pk]) not in text
    assert get_file(asel, row).status_code == 409


def test_a_coordinator_off_the_team_does_not_learn_that_there_is_a_file(cast, client, send):
    send()
    row = Attachment.objects.get()
    client.force_login(cast.bek)
    assert client.get(reverse("web:attachments", args=[cast.case.pk])).status_code == 403
    assert get_file(client, row).status_code == 404
