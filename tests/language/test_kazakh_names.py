"""Kazakh forms beyond the gold lists: harmony with neutral vowels, Russian spelling, what takes a hyphen."""

import pytest

from backend.language import decline


@pytest.mark.parametrize(
    ("name", "case", "expected"),
    [
        ("Айгуль", "dative", "Айгульге"),
        ("Нурлан", "genitive", "Нурланның"),
        ("Серик", "dative", "Серикке"),
        ("Тимур", "dative", "Тимурға"),
        ("Ли", "dative", "Лиге"),
        ("Ким", "ablative", "Кимнен"),
        ("Ғани", "dative", "Ғаниға"),
        ("Смаилова Айгүл Қанатқызы", "accusative", "Смаилова Айгүл Қанатқызын"),
        ("Ерланулы", "dative", "Ерланулына"),
        ("Әлімтегі", "dative", "Әлімтегіне"),
        ("Ольга-Мария", "locative", "Ольга-Марияда"),
        ("СМАИЛОВ", "dative", "СМАИЛОВҚА"),
        ("А. К. Смаилова", "dative", "А. К. Смаиловаға"),
        ("Смаилова А. К.", "dative", "Смаилова А. К.-ға"),
        ("Smith", "dative", "Smith-ке"),
        (" Ержан  Болатұлы ", "dative", "Ержан Болатұлына"),
    ],
)
def test_the_last_word_takes_the_ending(name, case, expected):
    assert decline(name, language="kk", gender=None, case=case) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Алмалы ауданының прокуроры", "Алмалы ауданының прокурорына"),
        ("Полиция басқармасының бастығы", "Полиция басқармасының бастығына"),
        ("тергеуші", "тергеушіге"),
        ("әкім", "әкімге"),
        ("ҚР ІІМ", "ҚР ІІМ-ге"),
        ("ЖШС", "ЖШС-ға"),
    ],
)
def test_a_post_that_belongs_to_a_body_takes_the_possessive_ending(title, expected):
    assert decline(title, language="kk", gender=None, case="dative", part="title") == expected
