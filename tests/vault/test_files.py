"""Stored files: whole or refused."""

import os
import shutil
from unittest.mock import patch

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.kernel.models import new_id
from backend.vault.errors import FileDamaged, KeyMissing, VaultError
from backend.vault.files import file_path, read_file, store_file
from backend.vault.keys import create_key, destroy_key
from backend.vault.models import StoredFile
from backend.vault.streams import CHUNK, TAG

EDGES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17]


@pytest.fixture(autouse=True)
def own_directory(tmp_path):
    with override_settings(TIREK_DATA_DIR=tmp_path):
        yield


@pytest.fixture
def owner(db):
    made = new_id()
    create_key(made, "survivor")
    return made


@pytest.mark.parametrize("size", EDGES)
def test_a_file_is_read_as_it_was_stored(owner, size):
    data = os.urandom(size)
    row = store_file(owner, data)
    assert b"".join(read_file(StoredFile.objects.get(pk=row.pk))) == data
    assert row.size == size


def test_however_it_comes_in_pieces_it_is_one_file(owner):
    data = os.urandom(2 * CHUNK + 100)
    pieces = (data[at : at + 999] for at in range(0, len(data), 999))
    assert b"".join(read_file(store_file(owner, pieces))) == data


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=st.sampled_from(EDGES), cut=st.integers(min_value=0))
def test_a_file_cut_anywhere_is_refused(owner, size, cut):
    row = store_file(owner, os.urandom(size))
    sealed = file_path(row.pk).read_bytes()
    file_path(row.pk).write_bytes(sealed[: cut % len(sealed)])
    with pytest.raises(FileDamaged):
        list(read_file(row))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=st.sampled_from(EDGES), at=st.integers(min_value=0), change=st.integers(min_value=1, max_value=255))
def test_a_file_altered_anywhere_is_refused(owner, size, at, change):
    row = store_file(owner, os.urandom(size))
    sealed = bytearray(file_path(row.pk).read_bytes())
    sealed[at % len(sealed)] ^= change
    file_path(row.pk).write_bytes(bytes(sealed))
    with pytest.raises(FileDamaged):
        list(read_file(row))


@pytest.mark.parametrize("chunks", [(7, 1, 0, 2), (7, 0, 2), (7, 0, 1), (7, 0, 0, 1, 2), (7, 0, 1, 2, 2)])
def test_chunks_lost_swapped_or_repeated_are_noticed(owner, chunks):
    row = store_file(owner, os.urandom(2 * CHUNK + 50))
    sealed = file_path(row.pk).read_bytes()
    step = CHUNK + TAG
    parts = [sealed[7 + number * step : 7 + (number + 1) * step] for number in range(3)]
    file_path(row.pk).write_bytes(sealed[:7] + b"".join(parts[number] for number in chunks[1:]))
    with pytest.raises(FileDamaged):
        list(read_file(row))


def test_a_file_put_in_the_place_of_another_is_refused(owner):
    one, other = store_file(owner, b"one"), store_file(owner, b"other")
    shutil.copy(file_path(one.pk), file_path(other.pk))
    with pytest.raises(FileDamaged):
        list(read_file(other))
    other.wrapped_key = one.wrapped_key
    with pytest.raises(VaultError):
        list(read_file(other))


def test_a_lost_file_is_said_to_be_lost(owner):
    row = store_file(owner, b"here")
    file_path(row.pk).unlink()
    with pytest.raises(FileDamaged, match="not on disk"):
        list(read_file(row))


def test_nothing_of_the_content_lies_on_the_disk_and_nobody_else_may_read_it(owner):
    row = store_file(owner, "Смаилова Айгүл".encode() * 10_000)
    assert "Смаилова".encode() not in file_path(row.pk).read_bytes()
    assert file_path(row.pk).stat().st_mode & 0o077 == 0


def test_a_source_that_fails_in_the_middle_leaves_no_file_and_no_row(owner):
    def broken():
        yield b"half"
        raise ConnectionError

    file_id = new_id()
    with patch("backend.kernel.models.uuid7", return_value=file_id), pytest.raises(ConnectionError):
        store_file(owner, broken())
    assert not list(file_path(file_id).parent.glob(f"{file_id.hex}*"))
    assert not StoredFile.objects.filter(owner_id=owner).exists()


def test_who_has_no_key_gets_no_file_on_disk(db):
    file_id = new_id()
    with patch("backend.kernel.models.uuid7", return_value=file_id), pytest.raises(KeyMissing):
        store_file(new_id(), b"content")
    assert not list(file_path(file_id).parent.glob(f"{file_id.hex}*"))


def test_a_destroyed_key_takes_the_files_with_it(owner):
    row = store_file(owner, b"content")
    destroy_key(owner)
    with pytest.raises(KeyMissing):
        list(read_file(row))
