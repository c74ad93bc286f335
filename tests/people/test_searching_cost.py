"""A search costs as much as who is found: few statements, each answered by an index."""

import pytest
from django.db import connection, connections

from backend.people import services as people
from backend.people.searching import find
from tests.world import NOON

TABLES = ("people_searchword", "people_searchpiece", "people_searchcarrier")


@pytest.fixture
def asked_for(cast):
    """What a search says to the database: statements with their values."""
    for name in ("Сейткалиева Айгүл", "Сейткалиева Динара", "Ким Валентина"):
        people.register_survivor(cast.organisation, pseudonym="П", legal_name=name, by=cast.asel, at=NOON)

    def search(name):
        said = []

        def note(execute, sql, params, many, context):
            said.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note), connections["keys"].execute_wrapper(note):
            found = find(organisation_id=cast.organisation.pk, name=name)
        return found, said

    return search


@pytest.mark.parametrize("name", ["Ким", "Сейткалиева Айгүл", "Смаилова Айгүл Қанатқызы"])
def test_words_that_somebody_carries_are_found_in_five_statements(asked_for, name):
    found, said = asked_for(name)
    assert found
    assert len(said) <= 5


@pytest.mark.parametrize("name", ["Сейткалиева Айгүл", "Сейткалива Динара", "Никто Нигде"])
def test_no_table_of_the_index_is_read_from_end_to_end(asked_for, name):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL rightly reads a table of a few rows whole")
    _found, said = asked_for(name)
    with connection.cursor() as cursor:
        for sql, params in said:
            if any(table in sql for table in TABLES):
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
                plan = [row[-1] for row in cursor.fetchall()]
                assert not [
                    step for step in plan if step.startswith("SCAN people_") or step in ("SCAN c", "SCAN o", "SCAN U0")
                ], plan
