"""One human being in two files: who is met, across spellings and organisations, and who is not."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.accounts.models import Organisation
from backend.people.fingerprints import marks_of, people_like, people_met
from backend.people.models import Fingerprint, Person
from backend.people.reindexing import index_old_rows, old_rows_remain
from backend.people.services import correct_person, register_person, register_survivor
from backend.vault.keys import destroy_key, key_session
from tests.world import NOON

BORN = date(1983, 5, 17)
FIRST = (("Ержан", "Yerzhan"), ("Нұрлан", "Нурлан"), ("Бауыржан", "Bauyrzhan"), ("Қайрат", "Кайрат", "Kairat"))
SURNAME = (("Смаилов", "Smailov"), ("Әбдірахманов", "Абдирахманов"), ("Жүнісов", "Жунисов", "Zhunisov"))
FATHER = (("Болатұлы", "Болатович", "Bolatuly", "Bolatovich"), ("Серікұлы", "Серикович", "Serikuly"))
name_of_one = st.tuples(*(st.sampled_from(pool) for pool in (SURNAME, FIRST, FATHER)))
birth_dates = st.dates(date(1950, 1, 1), date(2006, 12, 31))


@pytest.fixture
def write(cast):
    """Write somebody down in a file of the other organisation."""
    there = Organisation.objects.get(pk=cast.other_organisation.pk)
    her = register_survivor(there, by=cast.chinara, at=NOON, pseudonym="Сова", legal_name="Оразова Гүлнар")

    def go(survivor=None, **facts):
        by = cast.asel if survivor is cast.survivor else cast.chinara
        return register_person(survivor or her, by=by, at=NOON, **facts)

    return go


def spelt(draw, parts):
    words = [draw(st.sampled_from(part)) for part in parts]
    return " ".join(draw(st.permutations(words)))


def meet(one, other):
    """Whether two names with birth dates are one person, by their fingerprints alone."""
    ours, theirs = {mark.token: mark for mark in one}, other
    return any(
        (mine := ours.get(mark.token)) and mine.kind == mark.kind == "born" and (mine.whole or mark.whole)
        for mark in theirs
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), parts=name_of_one, born=birth_dates)
def test_one_name_meets_itself_in_every_spelling_and_order(cast, data, parts, born):
    here, there = cast.organisation.pk, cast.other_organisation.pk
    one = marks_of(spelt(data.draw, parts), born=born, organisation_id=here)
    other = marks_of(spelt(data.draw, parts), born=born, organisation_id=there)
    short = marks_of(spelt(data.draw, parts[:2]).upper(), born=born, organisation_id=there)
    assert meet(one, other)
    assert meet(one, short)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), parts=name_of_one, others=name_of_one, born=birth_dates, other_born=birth_dates)
def test_different_people_do_not(cast, data, parts, others, born, other_born):
    if (parts, born) == (others, other_born):
        return
    one = marks_of(spelt(data.draw, parts), born=born, organisation_id=cast.organisation.pk)
    other = marks_of(spelt(data.draw, others), born=other_born, organisation_id=cast.organisation.pk)
    assert not meet(one, other)


def test_brothers_and_twins_are_two_people(write):
    one = write(legal_name="Смаилов Ержан Болатұлы", birth_date=BORN)
    write(legal_name="Смаилов Нұржан Болатұлы", birth_date=BORN)
    assert people_like(one) == []


def test_an_iin_is_one_person_across_organisations_whatever_the_name(cast, write):
    one = write(legal_name="Смаилов Ержан", iin="830517300013")
    other = write(cast.survivor, legal_name="Жунисов Кайрат", iin="830517 300013")
    assert [(met.person_id, met.sure) for met in people_like(one)] == [(other.pk, True)]


def test_an_iin_tells_the_birth_date_where_that_is_not_written_down(cast, write):
    odd, right = "830517300011", "830517300013"
    other = write(cast.survivor, legal_name="Смаилов Ержан Болатович", birth_date=BORN)
    assert [met.person_id for met in people_like(write(legal_name="Smailov Yerzhan", iin=right))] == [other.pk]
    assert not any(met.sure for met in people_like(write(legal_name="Smailov Yerzhan", iin=odd)))


def test_a_name_alone_is_a_hint_within_one_organisation_only(cast, write):
    ours = write(cast.survivor, legal_name="Ахметов Данияр Сабитұлы")
    also_ours = write(cast.survivor, legal_name="Данияр Ахметов")
    theirs = write(legal_name="Ахметов Данияр Сабитұлы")
    assert [(met.person_id, met.sure) for met in people_like(ours)] == [(also_ours.pk, False)]
    assert people_like(theirs) == []


def test_namesakes_with_two_birth_dates_do_not_meet_and_one_word_meets_nobody(cast, write):
    one = write(cast.survivor, legal_name="Ахметов Данияр", birth_date=BORN)
    write(cast.survivor, legal_name="Ахметов Данияр", birth_date=date(1990, 1, 1))
    write(cast.survivor, legal_name="Данияр")
    assert people_like(one) == []
    assert people_met(marks_of("Данияр", organisation_id=cast.organisation.pk)) == []


def test_a_crowd_of_namesakes_hides_nobody_who_is_sure(cast, write, monkeypatch):
    monkeypatch.setattr("backend.people.fingerprints.MOST", 3)
    sure = write(cast.survivor, legal_name="Ахметов Данияр", birth_date=BORN)
    for _each in range(5):
        write(cast.survivor, legal_name="Ахметов Данияр")
    one = write(cast.survivor, legal_name="Ахметов Данияр", birth_date=BORN)
    assert (people_like(one)[0].person_id, people_like(one)[0].sure) == (sure.pk, True)


def test_a_correction_moves_the_fingerprints(cast, write):
    one = write(cast.survivor, legal_name="Ахметов Данияр", birth_date=BORN)
    other = write(legal_name="Ахметов Данияр", birth_date=BORN)
    correct_person(other, expected_version=1, by=cast.chinara, at=NOON, birth_date=date(1990, 1, 1), why_changed="typo")
    assert people_like(one) == []


def test_rows_of_an_older_version_are_indexed_batch_by_batch(cast, write, monkeypatch):
    monkeypatch.setattr("backend.people.reindexing.BATCH", 2)
    one, other = (write(each, legal_name="Ахметов Данияр", iin="830517300013") for each in (cast.survivor, None))
    Fingerprint.objects.all().delete()
    Person._default_manager.update(indexed_as=0)
    assert index_old_rows(at_most=1) == 1
    assert old_rows_remain()
    index_old_rows()
    assert not old_rows_remain()
    assert index_old_rows() == 0
    assert [met.person_id for met in people_like(one)] == [other.pk]


def test_an_erased_file_does_not_stop_the_index(cast, write):
    one = write(cast.survivor, legal_name="Ахметов Данияр")
    Person._default_manager.update(indexed_as=0)
    destroy_key(cast.survivor.pk)
    with key_session():
        index_old_rows()
    assert not old_rows_remain()
    assert one.pk
