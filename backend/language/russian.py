"""Russian case forms of personal names: pytrovich underneath, and above it what it does not know.

Kazakh endings, invariable surnames, soft-sign first names, initials, particles and double names are settled here;
only a plain Cyrillic word ever reaches the library.
"""

import re
import unicodedata

from pytrovich.enums import Case, Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from backend.language.ordering import parts_in_order

CASES = {
    "genitive": Case.GENITIVE,
    "dative": Case.DATIVE,
    "accusative": Case.ACCUSATIVE,
    "instrumental": Case.INSTRUMENTAL,
    "prepositional": Case.PREPOSITIONAL,
}
_PARTS = {"last": NamePart.LASTNAME, "first": NamePart.FIRSTNAME, "middle": NamePart.MIDDLENAME}
_PLAIN = re.compile(r"[а-яёәғқңөұүһі]+(?:['’ʼ`][а-яёәғқңөұүһі]+)*")
_INVARIABLE = re.compile(r"(?:ұлы|улы|уулу|оглы|қызы|кызы|гызы|кизи|тегі|[иіыуүұоөеюәэ])$")
_GENITIVE_PLURAL = re.compile(r"(?:ых|[гкхжшчщн]их)$")  # Черных, Долгих; but Рерих, Дитрих, Салих decline
_FRENCH = {"золя", "дюма", "петипа", "тома", "дега", "люка"}
_VOWEL_A = re.compile(r"[аеёиоуыэюя]а$")  # Гулиа, Моруа
_NOUNS = {  # women's surnames that are common nouns, so they do not follow Пушкина: Калины, not Калиной
    "калина", "малина", "рябина", "смородина", "осина", "перина", "сова", "корова", "голова", "дуброва", "подкова",
}  # fmt: skip
_LOST_VOWELS = {"заяц": "зайц", "соловей": "соловь", "орёл": "орл"}
_NOT_RUSSIAN_IN = {"чаплин", "дарвин", "франклин", "кальвин", "кельвин", "мартин", "остин"}  # Чаплином, not Чаплиным
_STRESSED_CH = re.compile(r"(?:ач|^(?:сыч|кирпич|меч|ключ|лещ|борщ|хрущ|хвощ|плющ))$")  # Ткачом, Сычом
_STRESSED_EARLIER = re.compile(r"(?:[иая]нец|емец)$|^заяц$")  # Немцем; but Кравцом, Стрельцом
_CONSONANT = re.compile(r"[бвгғджзйкқлмнңпрстфхһцчшщ]$")
_ENDINGS = {"genitive": "а", "dative": "у", "accusative": "а", "instrumental": "ом", "prepositional": "е"}
_SOFT_ENDINGS = {"genitive": "я", "dative": "ю", "accusative": "я", "instrumental": "ем", "prepositional": "е"}
_THIRD = {"genitive": "и", "dative": "и", "accusative": "ь", "instrumental": "ью", "prepositional": "и"}
_A_NOUN = {"genitive": "ы", "dative": "е", "accusative": "у", "instrumental": "ой", "prepositional": "е"}
_LOOKED_UP = str.maketrans("әғқңөұүһі", "агкноуухи")
_HYPHENS = re.compile(r"([-‐‑–])")
_make = PetrovichDeclinationMaker().make


def russian_form(name: str, gender: str, case: str, part: str) -> str:
    """`name` in one of the five oblique cases; words it cannot judge (initials, Latin, digits) stay as they are."""
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if part != "full":
        return " ".join(_double(word, gender, case, part) for word in name.split(" "))
    return " ".join(
        word if kind == "fixed" else _double(word, gender, case, kind) for word, kind in parts_in_order(name.split(" "))
    )


def _double(name: str, gender: str, case: str, part: str) -> str:
    """Double names piece by piece; the particle of one (Тер-Петросян, Жан-Клод) stays."""
    pieces = _HYPHENS.split(name)
    made = [piece if place % 2 else _word(piece, gender, case, part) for place, piece in enumerate(pieces)]
    if len(pieces) > 1 and pieces[0].lower() in {"тер", "бонч", "жан", "аль", "эль", "ибн", "мак", "сен", "сент", "д"}:
        made[0] = pieces[0]
    return "".join(made)


def _word(word: str, gender: str, case: str, part: str) -> str:
    """One word. Every rule that keeps a name as it is comes first."""
    initials, word = _after_initials(word)
    lower = word.lower()
    if not _PLAIN.fullmatch(lower) or _INVARIABLE.search(lower) or len(lower) < 2:
        return initials + word
    if part == "last" and (_GENITIVE_PLURAL.search(lower) or _VOWEL_A.search(lower) or lower in _FRENCH):
        return initials + word
    if gender == "f" and (_CONSONANT.search(lower) or (part == "last" and lower.endswith("ь"))):
        return initials + word
    return initials + _inflected(word, lower, gender, case, part)


def _after_initials(word: str) -> tuple[str, str]:
    """«А.К.Смаилова» as («А.К.», «Смаилова»): initials that touch the surname."""
    at = word.rfind(".") + 1
    return word[:at], word[at:]


def _inflected(word: str, lower: str, gender: str, case: str, part: str) -> str:
    if part == "first" and gender == "f" and lower.endswith("ь"):
        return word[:-1] + _like(_THIRD[case], word)  # some bearers keep Айгуль unchanged: her own stored form says so
    if part == "last" and gender == "f" and lower in _NOUNS:
        return word[:-1] + _like(_A_NOUN[case], word)
    if part == "last" and gender == "m" and (made := _own_surname(word, lower, case)):
        return made
    if lower.endswith("ий") and len(lower) == 3:
        return word[:-1] + _like(_SOFT_ENDINGS[case], word)
    if part == "middle" and not lower.endswith(("вич", "ич", "вна", "чна")):
        part = "first"  # a second given name stands where the patronymic would
    looked_up = lower.translate(_LOOKED_UP)
    titled = looked_up[:1].upper() + looked_up[1:]
    made = _make(_PARTS[part], Gender.FEMALE if gender == "f" else Gender.MALE, CASES[case], titled)
    if made == titled and gender == "m" and _CONSONANT.search(lower):
        return _by_consonant(word, lower, case)
    return _onto(word, titled, re.sub(r"([гкхжчшщ])ы$", r"\1и", made.replace("иёй", "ией")))


def _own_surname(word: str, lower: str, case: str) -> str:
    """A man's surname whose declension the library mistakes for another; empty for the rest."""
    vowels = len(re.findall("[аеёиоуыэюя]", lower))
    if lower.endswith("ін") or lower in _NOT_RUSSIAN_IN or (vowels == 1 and lower.endswith(("ин", "ын"))):
        return _by_consonant(word, lower, case)
    if case == "instrumental" and _STRESSED_CH.search(lower):
        return word + _like("ом", word)
    stem = _LOST_VOWELS.get(lower, "")
    if not stem and lower.endswith("ец") and vowels > 1 and lower[-4:-2] != "зн":
        before = lower[:-2]
        stem = before + {"л": "ьц"}.get(before[-1], "йц" if before[-1] in "аеёиоуыэюя" else "ц")
    if not stem:
        return ""
    soft = stem.endswith("ь") or (case == "instrumental" and _STRESSED_EARLIER.search(lower))
    return _onto(word, lower, stem + (_SOFT_ENDINGS if soft else _ENDINGS)[case])


def _by_consonant(word: str, lower: str, case: str) -> str:
    """The hard declension for what the library leaves alone: Жанұзақ, Жанұзақа."""
    if lower.endswith("й"):
        return word[:-1] + _like(_SOFT_ENDINGS[case], word)
    ending = "ем" if case == "instrumental" and lower[-1] in "жшчщц" else _ENDINGS[case]
    return word + _like(ending, word)


def _onto(word: str, looked_up: str, made: str) -> str:
    """Put the ending that was found for the look-up spelling onto the word as it is written."""
    lower, common = looked_up.lower(), 0
    while common < min(len(word), len(made)) and lower[common] == made[common].lower():
        common += 1
    if not common:
        return word  # a name of two letters that looked like nothing but an ending
    return word[:common] + _like(made[common:], word)


def _like(ending: str, word: str) -> str:
    return ending.upper() if len(word) > 1 and word.isupper() else ending
