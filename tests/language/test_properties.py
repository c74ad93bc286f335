"""What holds for any text at all: nothing raises, nothing is lost, nothing depends on stray spaces."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backend.language import decline
from backend.language.dates import official_date, short_date
from backend.language.names import initials
from backend.language.search import search_key, search_tokens

CASES = {
    "ru": ["nominative", "genitive", "dative", "accusative", "instrumental", "prepositional"],
    "kk": ["nominative", "genitive", "dative", "accusative", "locative", "ablative", "instrumental"],
}
PARTS = ["full", "last", "first", "middle", "title"]
LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі"
asked = st.sampled_from([(language, case) for language, cases in CASES.items() for case in cases])
genders = st.sampled_from(["f", "m", None])
words = st.text(LETTERS, min_size=1, max_size=12).map(str.capitalize)
names = st.lists(words, min_size=1, max_size=4).map(" ".join)


@given(st.text(max_size=40), asked, genders, st.sampled_from(PARTS))
@example("\ud800", ("ru", "dative"), "m", "full")
@example("И\u0306", ("ru", "dative"), "m", "last")
@example("-", ("kk", "dative"), None, "full")
@example("İ", ("ru", "genitive"), "m", "last")
def test_no_text_whatever_raises(name, language_and_case, gender, part):
    language, case = language_and_case
    assert isinstance(decline(name, language=language, gender=gender, case=case, part=part), str)


@given(st.text(max_size=40), genders, st.sampled_from(PARTS), st.sampled_from(["ru", "kk"]))
def test_the_nominative_is_the_name_as_given(name, gender, part, language):
    assert decline(name, language=language, gender=gender, case="nominative", part=part) == name


@given(names, asked, genders)
def test_stray_spaces_change_nothing(name, language_and_case, gender):
    language, case = language_and_case
    if case != "nominative":
        spaced = "  " + name.replace(" ", " \t ") + " "
        form = decline(name, language=language, gender=gender, case=case)
        assert decline(spaced, language=language, gender=gender, case=case) == form
        assert form == " ".join(form.split())


@given(names, asked, genders)
@example("Ая", ("ru", "genitive"), "f")
def test_every_word_keeps_its_stem(name, language_and_case, gender):
    language, case = language_and_case
    form = decline(name, language=language, gender=gender, case=case)
    assert len(form.split()) == len(name.split())
    for word, made in zip(name.split(), form.split(), strict=True):
        stem = word[: max(1, len(word) - 3)]
        assert made.startswith(stem)


@pytest.mark.parametrize(
    ("language", "case", "part"),
    [("en", "dative", "full"), ("ru", "vocative", "full"), ("kk", "prepositional", "full"), ("ru", "dative", "name")],
)
def test_an_unknown_language_case_or_part_is_an_error_of_the_caller(language, case, part):
    with pytest.raises(ValueError):
        decline("Иванов", language=language, gender="m", case=case, part=part)


@given(st.text(max_size=40))
def test_initials_never_raise(name):
    assert isinstance(initials(name), str)


@given(st.text(max_size=60))
@example("kkh")
@example("zzhh")
def test_the_search_key_of_a_search_key_is_itself(text):
    key = search_key(text)
    assert search_key(key) == key
    assert " ".join(sorted(set(key.split()))) == " ".join(search_tokens(text))


@pytest.mark.parametrize(
    "spellings",
    [("Айгүл", "Айгуль", "Aigul", "AYGUL"), ("Жұмабек", "Жумабек", "Zhumabek"), ("Қайрат", "Кайрат", "Kairat", "Qairat"),
     ("Хадиша", "Khadisha"), ("Алия", "Aliya"), ("Юсупов", "Yusupov"), ("Королёв", "Королев")],
)  # fmt: skip
def test_kazakh_russian_and_latin_spellings_find_each_other(spellings):
    assert len({search_key(spelling) for spelling in spellings}) == 1


MONTHS = {
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    "kk": [
        "қаңтар",
        "ақпан",
        "наурыз",
        "сәуір",
        "мамыр",
        "маусым",
        "шілде",
        "тамыз",
        "қыркүйек",
        "қазан",
        "қараша",
        "желтоқсан",
    ],
}


@pytest.mark.parametrize("month", range(1, 13))
def test_a_date_is_written_out_as_papers_write_it(month):
    day = date(2026, month, 3)
    assert official_date(day, "ru") == f"«03» {MONTHS['ru'][month - 1]} 2026 года"
    assert official_date(day, "kk") == f"2026 жылғы 3 {MONTHS['kk'][month - 1]}"


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_the_short_date_is_the_day_first(day):
    assert short_date(day) == day.strftime("%d.%m.%Y")
    assert official_date(day, "ru") != official_date(day + timedelta(days=1), "ru")
