"""Attaching files: under the survivor's key, named neutrally, tied to something of the same case, handed out with a line in the log."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from backend.audit.models import AuditEntry
from backend.cases import services as cases
from backend.documents import attachments
from backend.documents.attachment_models import Attachment
from backend.documents.attachments import attach, download_attachment, withdraw_attachment
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage
from backend.law.models import Agency
from backend.proceedings.hearings import schedule_hearing
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from backend.vault.errors import FileDamaged, KeyMissing
from backend.vault.files import file_path
from backend.vault.keys import destroy_key
from backend.vault.models import StoredFile
from tests.world import NOON

SAMPLES = Path(__file__).parent / "samples"
PHOTO = (SAMPLES / "phone.jpg").read_bytes()


@pytest.fixture
def add(cast):
    def go(data=PHOTO, kind="talon", **told):
        return attach(cast.case, data, **{"kind": kind, "by": cast.asel, "at": NOON} | told)

    return go


def test_a_photo_is_kept_sealed_and_comes_back_silent(cast, add):
    row = add(remark="Талон из Бостандыкского РУП")
    sealed = file_path(row.file_id).read_bytes()
    given = download_attachment(Attachment.objects.get(pk=row.pk), by=cast.dana, at=NOON)
    assert given[:3] == PHOTO[:3]
    assert given[:200] not in sealed
    assert b"SHELTER-STREET-5" not in given
    assert row.taken_at == datetime(2026, 11, 1, 13, 40, 5, tzinfo=UTC)
    assert Attachment.objects.get().remark == "Талон из Бостандыкского РУП"


def test_it_is_named_by_case_kind_and_number(cast, add):
    names = [add(kind=kind).file_name for kind in ("talon", "talon", "ruling")]
    code = cast.case.code
    assert names == [f"{code}-talon-01.jpg", f"{code}-talon-02.jpg", f"{code}-ruling-01.jpg"]


def test_the_number_of_a_withdrawn_file_is_not_given_again(cast, add):
    withdraw_attachment(add(), reason="Не тот талон.", by=cast.asel, at=NOON)
    assert add().number == 2


def test_it_belongs_to_an_event_a_sitting_or_an_incident_of_the_same_case(cast, add):
    act = {"by": cast.asel, "at": NOON}
    proceeding = open_proceeding(cast.case, "criminal", **act)
    event = record_event(proceeding, "report_filed", happened_at=NOON, **act)
    court = Agency.objects.get(key="court_almaty_bostandyk")
    hearing = schedule_hearing(proceeding, court=court, starts_at=NOON + timedelta(days=3), **act)
    incident = cast.case.incidents.get()
    assert [add(about=thing).about for thing in (event, hearing, incident, None)] == [event, hearing, incident, None]
    other = cases.open_case(cast.organisation, cast.survivor, by=cast.asel, at=NOON)
    for thing in (event, hearing, incident):
        with pytest.raises(InvalidInput) as refused:
            attach(other, PHOTO, kind="talon", about=thing, **act)
        assert refused.value.errors[0].pointer == "about"


@pytest.mark.parametrize(
    ("data", "told", "field", "words"),
    [
        (b"", {}, "file", "пуст"),
        (b"<html>", {}, "file", "JPEG, PNG, HEIC, WEBP"),
        (PHOTO[:-300], {}, "file", "повреждён"),
        (PHOTO + b"<script>", {}, "file", "спрятан"),
        (PHOTO, {"kind": "selfie"}, "kind", "из списка"),
        (PHOTO, {"remark": "А" * 1001}, "remark", "1000"),
    ],
)
def test_a_file_that_is_not_taken_leaves_nothing_behind(add, data, told, field, words):
    with pytest.raises(InvalidInput) as refused:
        add(data, **told)
    assert refused.value.errors[0].pointer == field
    assert words in str(refused.value)
    assert not Attachment.objects.exists()
    assert not StoredFile.objects.exists()


def test_25_megabytes_are_taken_and_a_byte_more_is_not(add, monkeypatch):
    monkeypatch.setattr(attachments, "LARGEST", len(PHOTO))
    add()
    with pytest.raises(InvalidInput, match="25"):
        add(PHOTO + b"\0")


def test_a_camera_whose_clock_was_wrong_tells_no_day(add):
    assert add(at=NOON - timedelta(days=10)).taken_at is None


def test_who_does_not_work_on_the_case_attaches_and_withdraws_nothing(cast, add):
    row = add()
    for user in (cast.bek, cast.chinara):
        with pytest.raises(NotAllowed):
            add(by=user)
        with pytest.raises(NotAllowed):
            withdraw_attachment(row, reason="Так.", by=user, at=NOON)
        assert not Attachment.objects.visible_to(user).exists()
    cast.case.closed_on = NOON.date()
    cast.case.save()
    with pytest.raises(NotAllowed):
        add()


def test_who_took_a_file_is_in_the_log_with_ids_alone(cast, add):
    row = add(remark="Смаилова")
    download_attachment(row, by=cast.dana, at=NOON)
    withdraw_attachment(row, reason="Смаилова просила.", by=cast.asel, at=NOON)
    lines = AuditEntry.objects.filter(subject=str(row.pk)).order_by("seq")
    assert [(line.verb, line.by, line.detail) for line in lines] == [
        ("attachment.added", cast.asel, {"paper": "talon"}),
        ("attachment.downloaded", cast.dana, {}),
        ("attachment.withdrawn", cast.asel, {}),
    ]


def test_a_withdrawn_file_says_why_stays_on_the_disk_and_is_not_handed_out(cast, add):
    row = add()
    with pytest.raises(InvalidInput):
        withdraw_attachment(row, reason=" ", by=cast.asel, at=NOON)
    row = withdraw_attachment(row, reason="Не то дело.", by=cast.asel, at=NOON)
    assert Attachment.objects.get().withdrawn_because == "Не то дело."
    assert file_path(row.file_id).exists()
    with pytest.raises(NotAtThisStage):
        download_attachment(row, by=cast.asel, at=NOON)
    with pytest.raises(NotAtThisStage):
        withdraw_attachment(row, reason="Снова.", by=cast.asel, at=NOON)


def test_a_file_altered_on_the_disk_is_not_handed_out(cast, add):
    row = add()
    path = file_path(row.file_id)
    sealed = bytearray(path.read_bytes())
    sealed[-1] ^= 1
    path.write_bytes(bytes(sealed))
    with pytest.raises(FileDamaged):
        download_attachment(row, by=cast.dana, at=NOON)


def test_with_the_survivors_key_her_files_are_gone(cast, add):
    row = add()
    destroy_key(cast.survivor.pk)
    with pytest.raises(KeyMissing):
        download_attachment(row, by=cast.dana, at=NOON)


def test_a_file_that_could_not_be_written_leaves_no_row(cast, add, monkeypatch):
    monkeypatch.setattr(settings, "TIREK_DATA_DIR", "/proc/nowhere")
    with pytest.raises(OSError):
        add()
    assert not Attachment.objects.exists()
