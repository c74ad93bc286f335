"""The log is only added to, and whoever gets around that is found out."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from backend.audit import services
from backend.audit.models import AuditEntry
from backend.audit.queries import entries_of_case, first_broken_line
from backend.audit.services import UnknownVerb, record
from backend.kernel.models import new_id
from tests.world import NOON

TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_auditentry'"


def write(cast, lines=3, chain="case:test"):
    return [record(chain, "case.viewed", by=cast.asel, at=NOON, subject=f"line {number}") for number in range(lines)]


def behind_the_house(statement, *values):
    """What somebody with the database in her hands can do: take the guards away, write, put nothing back."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(TRIGGERS)
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # PostgreSQL alters no table with checks left to do
            cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER USER")
        cursor.execute(statement, values)


def test_each_chain_counts_from_one_and_holds(cast):
    write(cast)
    write(cast, lines=2, chain="case:other")
    assert [entry.seq for entry in AuditEntry.objects.filter(chain="case:test")] == [1, 2, 3]
    assert first_broken_line("case:test") is None
    assert first_broken_line("case:other") is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditentry SET subject = 'changed' WHERE chain = 'case:test'",
        "DELETE FROM audit_auditentry WHERE chain = 'case:test'",
    ],
)
def test_the_database_refuses_to_change_or_remove_a_line(cast, statement):
    write(cast)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert first_broken_line("case:test") is None


@pytest.mark.parametrize("same", ["id", "place"])
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_sqlite_replaces_no_line_either(cast, same, recursive):
    """INSERT OR REPLACE removes the old row without firing DELETE triggers unless recursive_triggers is on."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no INSERT OR REPLACE")
    line = write(cast)[0]
    row_id = line.pk if same == "id" else line.pk + 1000
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers = {recursive}")
        try:
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(
                    "INSERT OR REPLACE INTO audit_auditentry (id, chain, seq, verb, at, subject, detail, mac) "
                    "SELECT %s, chain, seq, verb, at, 'changed', detail, mac FROM audit_auditentry WHERE id = %s",
                    [row_id, line.pk],
                )
        finally:
            cursor.execute("PRAGMA recursive_triggers = ON")
    assert AuditEntry.objects.get(chain="case:test", seq=1).subject == "line 0"


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE audit_auditentry SET subject = 'x' WHERE chain = 'case:test' AND seq = 2", 2),
        ("UPDATE audit_auditentry SET verb = 'case.updated' WHERE chain = 'case:test' AND seq = 1", 1),
        ("UPDATE audit_auditentry SET by_id = NULL WHERE chain = 'case:test' AND seq = 3", 3),
        ("UPDATE audit_auditentry SET at = '2026-01-01 00:00:00+00' WHERE chain = 'case:test' AND seq = 2", 2),
        ("DELETE FROM audit_auditentry WHERE chain = 'case:test' AND seq = 2", 2),
        ("DELETE FROM audit_auditentry WHERE chain = 'case:test' AND seq = 1", 1),
        ("UPDATE audit_auditentry SET chain = 'case:other' WHERE chain = 'case:test' AND seq = 3", None),
    ],
)
def test_an_edit_behind_the_house_is_found_at_its_line(cast, statement, broken):
    """The last line taken away is the one thing a chain alone cannot tell; moved elsewhere, it breaks that chain."""
    write(cast)
    behind_the_house(statement)
    assert first_broken_line("case:test") == broken
    with pytest.raises(CommandError, match="case:test" if broken else "case:other"):
        call_command("verify_audit", stdout=StringIO())


def test_another_secret_does_not_verify(cast, settings):
    write(cast)
    settings.SECRET_KEY = "somebody else's"
    assert first_broken_line("case:test") == 1


def test_an_untouched_log_is_said_to_be_so(cast):
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "as it was written" in out.getvalue()


def test_a_verb_without_a_sentence_is_refused_and_nothing_is_written(cast):
    before = AuditEntry.objects.count()
    with pytest.raises(UnknownVerb):
        record("case:test", "case.burnt", by=cast.asel, at=NOON)
    assert AuditEntry.objects.count() == before


def test_who_comes_second_takes_the_next_place(cast, monkeypatch):
    """Another writer takes the place between our look at the chain and our line."""
    write(cast, lines=1)
    reckon, told = services.chain_mac, []

    def overtaken(previous, entry):
        if not told:
            told.append(entry)
            record("case:test", "case.updated", by=cast.dana, at=NOON)
        return reckon(previous, entry)

    monkeypatch.setattr(services, "chain_mac", overtaken)
    assert record("case:test", "case.viewed", by=cast.asel, at=NOON).seq == 3
    assert first_broken_line("case:test") is None


def test_a_line_goes_with_the_change_it_speaks_of(cast):
    def fails():
        with transaction.atomic():
            write(cast, lines=1)
            raise ConnectionError

    with pytest.raises(ConnectionError):
        fails()
    assert not AuditEntry.objects.filter(chain="case:test").exists()


def test_the_lines_of_a_case_are_its_own_newest_first(cast):
    mine = new_id()
    record("case:mine", "case.opened", by=cast.asel, at=NOON, case_id=mine)
    record("case:mine", "case.viewed", by=cast.asel, at=NOON, case_id=mine)
    assert [entry.verb for entry in entries_of_case(mine)] == ["case.viewed", "case.opened"]


def test_the_log_of_the_cast_holds_no_value_of_a_field(cast):
    said = "".join(f"{entry.subject}{entry.detail}{entry.chain}" for entry in AuditEntry.objects.all())
    assert said
    for word in ("Смаилов", "850314450129", "77011234567", "Тайная", "Гематома"):
        assert word not in said
