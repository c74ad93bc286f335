"""The ring, the sessions that hold keys, and which database they live in."""

import base64
import stat
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections

from backend.kernel.models import new_id
from backend.vault.errors import KeyMissing, VaultError
from backend.vault.keys import create_key, data_key, data_keys, key_session
from backend.vault.models import DataKey
from backend.vault.ring import master_ring


def line(name: str, letter: bytes) -> str:
    return f"{name} {base64.b64encode(letter * 32).decode()}\n"


@pytest.fixture
def ring_file(tmp_path, settings) -> Path:
    settings.TIREK_MASTER_KEY_FILE = tmp_path / "somewhere" / "master.key"
    return settings.TIREK_MASTER_KEY_FILE


def test_a_new_installation_gets_one_key_that_only_it_may_read(ring_file, capsys):
    call_command("ensure_master_key")
    assert stat.S_IMODE(ring_file.stat().st_mode) == 0o600
    written = ring_file.read_text()
    assert written.split()[1] not in capsys.readouterr().out
    call_command("ensure_master_key")
    assert ring_file.read_text() == written


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no key"),
        ("only-an-id\n", "line 1"),
        (line("a", b"a") + "b not-base64!\n", "line 2"),
        ("short " + base64.b64encode(b"short").decode(), "32 bytes"),
    ],
)
def test_a_ring_that_cannot_be_used_says_which_line_and_shows_no_key(ring_file, text, said):
    ring_file.parent.mkdir()
    ring_file.write_text(text)
    with pytest.raises(VaultError, match=said) as refusal:
        master_ring()
    assert "not-base64" not in str(refusal.value)


def test_a_missing_ring_is_named(ring_file):
    with pytest.raises(VaultError, match=r"master\.key cannot be read"):
        master_ring()


def test_a_new_first_key_wraps_and_the_old_one_still_opens(db, ring_file, settings, tmp_path):
    ring_file.parent.mkdir()
    ring_file.write_text(line("old", b"o"))
    before, after = new_id(), new_id()
    create_key(before, "survivor")
    key = data_key(before)
    settings.TIREK_MASTER_KEY_FILE = tmp_path / "rotated.key"
    settings.TIREK_MASTER_KEY_FILE.write_text(line("new", b"n") + line("old", b"o"))
    create_key(after, "survivor")
    assert data_key(before) == key
    assert DataKey.objects.get(pk=after).master_key_id == "new"
    settings.TIREK_MASTER_KEY_FILE = tmp_path / "only-new.key"
    settings.TIREK_MASTER_KEY_FILE.write_text(line("new", b"n"))
    assert data_key(after)
    with pytest.raises(KeyMissing, match="old"):
        data_key(before)


def test_the_keys_of_a_page_are_one_query_and_none_the_second_time(db, django_assert_num_queries):
    owners = [new_id() for _ in range(20)]
    for owner in owners:
        create_key(owner, "survivor")
    with key_session():
        with django_assert_num_queries(1, using="keys"):
            first = data_keys(owners)
        with django_assert_num_queries(0, using="keys"), key_session():
            assert data_keys(owners) == first
    with django_assert_num_queries(1, using="keys"):
        data_keys(owners)


def test_a_key_wrapped_for_one_owner_is_no_other_owners(db):
    mine, hers = new_id(), new_id()
    create_key(mine, "survivor")
    create_key(hers, "survivor")
    DataKey.objects.filter(pk=mine).update(wrapped=DataKey.objects.get(pk=hers).wrapped)
    with pytest.raises(VaultError):
        data_key(mine)


def test_who_has_no_key_is_named(db):
    nobody = new_id()
    with pytest.raises(KeyMissing, match=str(nobody)):
        data_key(nobody)


def test_keys_and_data_live_in_two_databases(db):
    tables = {alias: set(connections[alias].introspection.table_names()) for alias in ("default", "keys")}
    assert "vault_datakey" in tables["keys"] - tables["default"]
    assert "vault_pepper" in tables["keys"] - tables["default"]
    assert "people_survivor" in tables["default"] - tables["keys"]
