"""Russian forms beyond the gold lists: orders, initials, foreign and double names, posts and bodies."""

import pytest

from backend.language import decline
from backend.language.agreement import agreed
from backend.language.names import initials


@pytest.mark.parametrize(
    ("name", "gender", "case", "expected"),
    [
        ("Смаилова А. К.", "f", "dative", "Смаиловой А. К."),
        ("А. К. Смаилова", "f", "dative", "А. К. Смаиловой"),
        ("А.К.Смаилова", "f", "accusative", "А.К.Смаилову"),
        ("Асель Нурланова", "f", "genitive", "Асели Нурлановой"),
        ("Айгерим Канатовна Смаилова", "f", "dative", "Айгерим Канатовне Смаиловой"),
        ("Айгуль Сериковна", "f", "dative", "Айгули Сериковне"),
        ("СМАИЛОВ ЕРЖАН БОЛАТҰЛЫ", "m", "instrumental", "СМАИЛОВЫМ ЕРЖАНОМ БОЛАТҰЛЫ"),
        ("смаилов ержан", "m", "dative", "смаилову ержану"),
        ("  Иванов   Пётр  Ильич ", "m", "genitive", "Иванова Петра Ильича"),
        ("Королёв Семён", "m", "instrumental", "Королёвым Семёном"),
        ("Ким Чен Ын", "m", "genitive", "Ким Чен Ына"),
        ("Цой Виктор", "m", "dative", "Цою Виктору"),
        ("Цой Анна", "f", "dative", "Цой Анне"),
        ("Тер-Петросян Левон", "m", "genitive", "Тер-Петросяна Левона"),
        ("Шевченко-Ким Анна-Мария", "f", "genitive", "Шевченко-Ким Анны-Марии"),
        ("О'Нил Джон", "m", "dative", "О'Нилу Джону"),
        ("фон Берг Иван", "m", "dative", "фон Бергу Ивану"),
        ("Алиев Вагиф Гасан оглы", "m", "genitive", "Алиева Вагифа Гасан оглы"),
        ("Золя Эмиль", "m", "genitive", "Золя Эмиля"),
        ("Рерих Николай", "m", "genitive", "Рериха Николая"),
        ("Долгих Иван", "m", "genitive", "Долгих Ивана"),
        ("Заяц Пётр", "m", "instrumental", "Зайцем Петром"),
        ("Кравец Олег", "m", "instrumental", "Кравцом Олегом"),
        ("Стрелец Иван", "m", "genitive", "Стрельца Ивана"),
        ("Немец Иван", "m", "instrumental", "Немцем Иваном"),
        ("Ткач Иван", "m", "instrumental", "Ткачом Иваном"),
        ("Шин Артур", "m", "instrumental", "Шином Артуром"),
        ("Күлтегін Асан", "m", "instrumental", "Күлтегіном Асаном"),
        ("Калина Мария", "f", "dative", "Калине Марии"),
        ("Жақыш Нұрлан", "m", "instrumental", "Жақышем Нұрланом"),
        ("Smith John", "m", "dative", "Smith John"),
        ("Әлімтегі", "m", "genitive", "Әлімтегі"),
    ],
)
def test_a_full_name_takes_its_case(name, gender, case, expected):
    assert decline(name, language="ru", gender=gender, case=case) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Ахметова Айгуль Сериковна", "Ахметовой Айгули Сериковне"), ("Ахметов Нурлан", "Ахметову Нурлану"),
     ("Оспан Асель", "Оспан Асель")],
)  # fmt: skip
def test_gender_is_read_off_the_name_only_where_it_leaves_no_doubt(name, expected):
    assert decline(name, language="ru", gender=None, case="dative") == expected


@pytest.mark.parametrize(
    ("title", "case", "expected"),
    [
        ("Начальник Управления полиции города Алматы", "dative", "Начальнику Управления полиции города Алматы"),
        ("Участковый инспектор полиции", "dative", "Участковому инспектору полиции"),
        ("Временно исполняющий обязанности начальника", "genitive", "Временно исполняющего обязанности начальника"),
        ("И.о. начальника", "dative", "И.о. начальника"),
        ("Старший следователь", "accusative", "Старшего следователя"),
        ("Департамент полиции", "accusative", "Департамент полиции"),
        ("Следственный судья", "genitive", "Следственного судьи"),
        ("судья-председатель", "dative", "судье-председателю"),
        ("Управление полиции", "prepositional", "Управлении полиции"),
        ("Прокуратура города Алматы", "instrumental", "Прокуратурой города Алматы"),
        ("Общественный фонд «Қорғау»", "genitive", "Общественного фонда «Қорғау»"),
        ("ТОО «Қорғау»", "genitive", "ТОО «Қорғау»"),
        ("Уполномоченный по правам человека", "dative", "Уполномоченному по правам человека"),
    ],
)
def test_of_a_post_or_a_body_the_head_phrase_changes_and_the_rest_stays(title, case, expected):
    assert decline(title, language="ru", gender=None, case=case, part="title") == expected


@pytest.mark.parametrize(
    ("name", "short"),
    [("Смаилова Айгерим Канатовна", "Смаилова А. К."), ("Асель Нурланова", "Нурланова А."),
     ("А.К. Смаилова", "Смаилова А. К."), ("Айгуль", "Айгуль"), ("", "")],
)  # fmt: skip
def test_initials_follow_the_surname(name, short):
    assert initials(name) == short


def test_words_agree_with_gender_and_are_generic_where_it_is_unknown():
    assert (agreed("f")["applied"], agreed("m")["applied"], agreed(None)["applicant"]) == (
        "обратилась", "обратился", "заявитель",
    )  # fmt: skip
