"""Encrypted fields: read and written like any other, unreadable and unmovable in the database."""

from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.models import new_id
from backend.people.models import Person, Survivor
from backend.people.services import register_survivor
from backend.vault import fields
from backend.vault.errors import CannotOpen, KeyMissing
from backend.vault.keys import create_key, destroy_key, key_session
from tests.world import NOON

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)


def raw(model, pk, column):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {column} FROM {model._meta.db_table} WHERE id = %s",
            [model._meta.pk.get_db_prep_value(pk, connection)],
        )
        value = cursor.fetchone()[0]
    return None if value is None else bytes(value)


def put_raw(model, pk, column, value):
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {model._meta.db_table} SET {column} = %s WHERE id = %s",
            [value, model._meta.pk.get_db_prep_value(pk, connection)],
        )


@pytest.fixture
def other_survivor(cast):
    return register_survivor(
        cast.organisation, by=cast.asel, at=NOON, pseudonym="Синица", legal_name="Другая Женщина Тестовна"
    )


@pytest.mark.parametrize(
    ("kind", "values"),
    [(fields.EncryptedText, st.text()), (fields.EncryptedDate, st.dates()), (fields.EncryptedJSON, JSON)],
)
def test_every_value_survives_being_bytes(kind, values):
    field = kind()

    @given(values)
    def holds(value):
        assert field.from_bytes(field.to_bytes(value)) == value

    holds()


def test_a_row_is_read_back_as_it_was_written(cast):
    read = Survivor.objects.get(pk=cast.survivor.pk)
    assert (read.legal_name, read.birth_date) == ("Смаилова Айгүл Қанатқызы", date(1985, 3, 14))


def test_nothing_is_opened_before_somebody_looks(cast, django_assert_num_queries):
    read = Survivor.objects.get(pk=cast.survivor.pk)
    assert isinstance(read.__dict__["legal_name"], fields.Sealed)
    with django_assert_num_queries(1, using="keys"), key_session():
        assert read.legal_name
        assert read.iin
        assert read.phone


def test_a_deferred_field_is_fetched_when_it_is_looked_at(cast):
    for read in (
        Survivor.objects.only("pseudonym").get(pk=cast.survivor.pk),
        Survivor.objects.defer("legal_name").get(pk=cast.survivor.pk),
    ):
        assert "legal_name" not in read.__dict__
        assert read.legal_name == "Смаилова Айгүл Қанатқызы"


def test_saving_what_was_not_opened_keeps_it(cast):
    before = raw(Survivor, cast.survivor.pk, "legal_name")
    read = Survivor.objects.get(pk=cast.survivor.pk)
    read.pseudonym = "Чайка"
    read.save()
    assert raw(Survivor, cast.survivor.pk, "legal_name") == before
    assert Survivor.objects.get(pk=cast.survivor.pk).legal_name == "Смаилова Айгүл Қанатқызы"


def test_nothing_stays_nothing_and_an_empty_text_is_sealed(cast, other_survivor):
    assert raw(Survivor, other_survivor.pk, "birth_date") is None
    assert Survivor.objects.get(pk=other_survivor.pk).birth_date is None
    assert len(raw(Survivor, other_survivor.pk, "phone")) > 12
    assert Survivor.objects.get(pk=other_survivor.pk).phone == ""


def test_a_ciphertext_moved_to_another_field_does_not_open(cast):
    put_raw(Survivor, cast.survivor.pk, "legal_name", raw(Survivor, cast.survivor.pk, "address"))
    with pytest.raises(CannotOpen):
        _ = Survivor.objects.get(pk=cast.survivor.pk).legal_name


def test_a_ciphertext_moved_to_another_row_of_the_same_owner_does_not_open(cast):
    put_raw(Person, cast.respondent.person_id, "legal_name", raw(Survivor, cast.survivor.pk, "legal_name"))
    with pytest.raises(CannotOpen):
        _ = Person.objects.get(pk=cast.respondent.person_id).legal_name


def test_a_ciphertext_moved_to_another_owner_does_not_open(cast, other_survivor):
    put_raw(Survivor, other_survivor.pk, "legal_name", raw(Survivor, cast.survivor.pk, "legal_name"))
    with pytest.raises(CannotOpen):
        _ = Survivor.objects.get(pk=other_survivor.pk).legal_name


def test_a_row_given_to_another_owner_does_not_open(cast, other_survivor):
    Person.objects.filter(pk=cast.respondent.person_id).update(survivor=other_survivor)
    with pytest.raises(CannotOpen):
        _ = Person.objects.get(pk=cast.respondent.person_id).legal_name


@pytest.mark.parametrize(
    "question",
    [{"legal_name": "Смаилова"}, {"legal_name__icontains": "Смаилова"}, {"iin__in": ["850314450129"]}],
)
def test_asking_the_database_for_an_encrypted_value_is_refused(cast, question):
    with pytest.raises(FieldError):
        list(Survivor.objects.filter(**question))


def test_writing_past_the_row_is_refused(cast):
    with pytest.raises(FieldError):
        Survivor.objects.filter(pk=cast.survivor.pk).update(legal_name="Смаилова")


def test_no_repr_says_a_word_of_the_content(cast):
    read = Survivor.objects.get(pk=cast.survivor.pk)
    said = f"{read!r} {read.__dict__['legal_name']!r} {list(Survivor.objects.values('legal_name'))!r} {read}"
    assert read.legal_name
    assert "Смаилова" not in said
    assert "Смаилова" not in repr(read)


def test_no_plain_text_lies_in_the_tables(cast):
    """Every cell of every table of the case's world, as bytes: nothing that finds a person is in any of them."""
    told = [
        "Смаилова",
        "Смаилов",
        "850314450129",
        "77011234567",
        "Тайная",
        "Гематома",
        "кулаком",
        "библиотека",
        "1985-03-14",
    ]
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for cell in row:
                    text = bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
                    found += [(table, word) for word in told if word.encode() in text]
    assert not found


def test_destroying_the_key_erases_its_owner_and_nobody_else(cast, other_survivor):
    with key_session():
        assert Survivor.objects.get(pk=cast.survivor.pk).legal_name
        destroy_key(cast.survivor.pk)
        with pytest.raises(KeyMissing):
            _ = Survivor.objects.get(pk=cast.survivor.pk).legal_name
        with pytest.raises(KeyMissing):
            _ = Person.objects.get(pk=cast.respondent.person_id).legal_name
        assert Survivor.objects.get(pk=other_survivor.pk).legal_name == "Другая Женщина Тестовна"


@pytest.mark.parametrize("kind", [fields.EncryptedText, fields.EncryptedDate, fields.EncryptedJSON])
def test_the_same_value_in_the_same_place_looks_different_each_time(db, kind):
    owner: UUID = new_id()
    create_key(owner, "survivor")
    field = kind()
    field.name = "field"
    row = SimpleNamespace(pk=owner, key_owner_id=owner, _meta=SimpleNamespace(db_table="a_table"))
    value = "2026-11-02"
    sealed = field.seal_value(row, value)
    assert sealed != field.seal_value(row, value)
    assert str(field.open_value(row, sealed)) == value
