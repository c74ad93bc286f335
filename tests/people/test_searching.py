"""She is found however the caller spells her; nobody is found by a question that says nothing."""

import pytest

from backend.people import searching
from backend.people import services as people
from backend.people.models import SearchPiece, SearchWord
from backend.people.searching import find
from tests.world import NOON


@pytest.fixture
def known(cast):
    def register(name, **facts):
        return people.register_survivor(
            cast.organisation, pseudonym="П", legal_name=name, by=cast.asel, at=NOON, **facts
        )

    return register


def found(cast, **asked):
    return [pk for _kind, pk in find(organisation_id=cast.organisation.pk, **asked)]


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Сейткалиева Айгүл Қанатқызы", "Айгуль Сейткалиева"),
        ("Сейткалиева Айгүл Қанатқызы", "Aigul Seitkalieva"),
        ("Сейткалиева Айгүл Қанатқызы", "сейткалиева"),
        ("Сейткалиева Айгүл Қанатқызы", "СЕЙТКАЛИЕВА айгуль канаткызы"),
        ("Өтебаев Бауыржан", "Утебаев Бауржан"),
        ("Жәмила Ләззат", "Джамиля Ляззат"),
        ("Қожахметова Әсел", "Kozhakhmetova Asel"),
        ("Иванова-Петрова Ольга", "Петрова Ольга"),
    ],
)
def test_a_name_is_found_in_every_script_and_spelling(cast, known, name, asked):
    her = known(name)
    known("Ким Валентина Сергеевна")
    assert found(cast, name=asked)[0] == her.pk


def test_a_name_with_a_slip_of_the_pen_is_found_by_what_is_left_of_it(cast, known):
    her = known("Сейткалиева Айгүл")
    assert found(cast, name="Сейткалива") == [her.pk]
    assert found(cast, name="Ким") == []


@pytest.mark.parametrize("phone", ["+7 701 765 43 21", "8 (701) 765-43-21", "87017654321", "701 765 4321"])
def test_a_phone_is_found_however_it_is_dialled(cast, known, phone):
    her = known("Ким Валентина", phone="+77017654321")
    assert found(cast, phone=phone) == [her.pk]


def test_an_iin_is_found_with_spaces_in_it(cast, known):
    her = known("Ким Валентина", iin="900101400123")
    assert found(cast, iin="900101 400 123") == [her.pk]


def test_everything_that_is_asked_must_fit(cast, known):
    known("Ким Валентина", phone="+77017654321")
    assert found(cast, name="Ким", phone="+77010000000") == []
    assert found(cast, name="Валентна", phone="+77010000000") == []


def test_the_respondent_is_found_too(cast):
    kinds = {kind for kind, _pk in find(organisation_id=cast.organisation.pk, name="Смаилов")}
    assert kinds == {"person"}


@pytest.mark.parametrize(
    "asked", [{}, {"name": ""}, {"name": "  "}, {"name": "«»"}, {"phone": " "}, {"name": "Ким", "iin": "-"}]
)
def test_a_question_that_says_nothing_finds_nobody(cast, known, asked):
    known("Ким Валентина")
    assert found(cast, **asked) == []


def test_another_organisation_is_not_searched(cast, known):
    known("Сейткалиева Айгүл")
    assert find(organisation_id=cast.other_organisation.pk, name="Сейткалиева") == []


def test_a_corrected_name_is_found_and_the_old_one_is_known_as_former(cast, known):
    her = known("Сейткалиева Айгүл")
    people.correct_person(
        her, expected_version=1, legal_name="Ким Валентина", why_changed="typo", by=cast.asel, at=NOON
    )
    assert found(cast, name="Ким") == [her.pk]
    asked = {"organisation_id": cast.organisation.pk, "name": "Сейткалиева Айгүл"}
    assert searching.find_as(**asked) == {("survivor", her.pk): "former"}


def test_a_word_that_everybody_has_is_asked_of_the_carriers_of_the_rare_one(cast, known, monkeypatch):
    monkeypatch.setattr(searching, "COMMON", 2)
    others = [known(f"Ахметова Айгүл {word}") for word in ("Первая", "Вторая", "Третья", "Четвёртая")]
    her = known("Ахметова Айгүл Сейткалиева")
    assert found(cast, name="Ахметова Сейткалиева Айгүл") == [her.pk]
    assert set(found(cast, name="Ахметова Айгүл")) == {her.pk, *(one.pk for one in others)}


def test_one_word_of_many_people_is_one_row(cast, known):
    before = SearchWord.objects.count()
    known("Сейткалиева Айгүл")
    known("Сейткалиева Динара")
    assert SearchWord.objects.count() == before + 2  # Айгүл is a word of the cast already
    assert all(len(bytes(row.token)) == 16 for row in SearchWord.objects.all())
    assert all(len(bytes(row.piece)) == 16 for row in SearchPiece.objects.all())
