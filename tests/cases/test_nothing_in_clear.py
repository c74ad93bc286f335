"""What people typed into contacts, notes, tasks and files stands nowhere in clear: not in a table, not on the disk."""

import json
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connections

from backend.cases.access import break_glass
from backend.cases.contacts import record_contact
from backend.cases.notes import correct_note, write_note
from backend.cases.tasks import cancel_task, make_task
from backend.documents.attachments import attach, withdraw_attachment
from tests.world import NOON

SAMPLE = Path(__file__).parents[1] / "documents" / "samples" / "phone.jpg"
TYPED = [
    "договорились у фонтана", "правило часа", "первая заметка", "вторая заметка", "позвонить сестре", "сестра уехала",
    "талон из окна", "снято не то", "SHELTER-STREET-5", "PhoneMaker",
    "соседка слышала крики",
]  # fmt: skip


def whole_databases() -> bytes:
    """Every value of every row of both databases, as stored."""
    found = []
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                found += [value for row in cursor.fetchall() for value in row]
    raw = [bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode() for value in found]
    return b"\n".join(raw)


def test_nothing_that_was_typed_stands_anywhere_in_clear(cast):
    act = {"by": cast.asel, "at": NOON}
    record_contact(
        cast.case, happened_at=NOON - timedelta(hours=1), channel="call", direction="out", spoken_with="survivor",
        rules="not_followed", rules_remark=TYPED[1], agreed=TYPED[0], **act,
    )  # fmt: skip
    note = write_note(cast.case, TYPED[2], mentioned=[cast.dana], **act)
    correct_note(note, TYPED[3], expected_version=1, readers="team", mentioned=[cast.dana], **act)
    task = make_task(cast.case, TYPED[4], due_on=NOON.date(), **act)
    cancel_task(task, reason=TYPED[5], **act)
    row = attach(cast.case, SAMPLE.read_bytes(), kind="talon", remark=TYPED[6], **act)
    withdraw_attachment(row, reason=TYPED[7], **act)
    break_glass(cast.case, TYPED[10], by=cast.bek, at=NOON)
    stored = whole_databases()
    assert cast.case.code.encode() in stored  # the dump does see what is in clear
    # Not the databases' own files: closing one here would drop the locks SQLite holds on it in this very process,
    # and the next process to leave would take the journal away under our feet.
    sealed = (Path(settings.TIREK_DATA_DIR) / "files").rglob("*")
    files = b"".join(path.read_bytes() for path in sealed if path.is_file())
    assert len(files) > 800  # the attached photo is there, sealed
    for words in TYPED:
        for form in (words.encode(), json.dumps(words).strip('"').encode(), words.encode("utf-16-le")):
            assert form not in stored
            assert form not in files
    assert apps.get_model("cases", "Note").objects.get().text == TYPED[3]
