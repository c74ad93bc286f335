"""Case forms of personal names in Russian and Kazakh.

Russian: pytrovich underneath, and above it a thin layer for what it does not know (Kazakh endings, invariable
surnames, soft-sign first names). Kazakh: vowel harmony and the last sound; only the last word takes the ending.
A form is a proposal: what a person has confirmed for herself always wins over it.
"""

import re
from typing import Literal

from pytrovich.enums import Case, Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

from backend.language.kazakh import kazakh_form

Part = Literal["full", "last", "first", "middle", "title"]
_RUSSIAN = {
    "genitive": Case.GENITIVE,
    "dative": Case.DATIVE,
    "accusative": Case.ACCUSATIVE,
    "instrumental": Case.INSTRUMENTAL,
    "prepositional": Case.PREPOSITIONAL,
}
_PARTS = {"last": NamePart.LASTNAME, "first": NamePart.FIRSTNAME, "middle": NamePart.MIDDLENAME}
_INVARIABLE = re.compile(r"(?:ұлы|улы|уулу|оглы|қызы|кызы|гызы|кизи|тегі|[иіыуүұоөеюәэ])$")
_CONSONANT = re.compile(r"[бвгғджзйкқлмнңпрстфхһцчшщ]$")
_ENDINGS = {"genitive": "а", "dative": "у", "accusative": "а", "instrumental": "ом", "prepositional": "е"}
_LOOKED_UP = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
_make = PetrovichDeclinationMaker().make


def decline(name: str, *, language: str, gender: str | None, case: str, part: str = "full") -> str:
    """A name in one of its cases.

    `language` is `ru` or `kk`; `gender` `f`, `m` or None when unknown (then Russian leaves the name alone); `case`
    the English name of the case; `part` says what `name` is: `full` (surname first), `last`, `first`, `middle`, or
    `title` (a post or body: in Russian returned as it is, because its forms are stored, not computed). Raises ValueError for an
    unknown language or case.
    """
    if language == "kk":
        return kazakh_form(name, case)
    if language != "ru" or (case != "nominative" and case not in _RUSSIAN):
        raise ValueError(f"There is no {case} of {language}.")
    if case == "nominative" or part == "title" or gender not in ("f", "m") or not name.strip():
        return name
    if part != "full":
        return _words(name, gender, case, part)
    kinds = ("last", "first", "middle")
    words = name.split()
    return " ".join(_words(word, gender, case, kinds[min(place, 2)]) for place, word in enumerate(words))


def _words(name: str, gender: str, case: str, part: str) -> str:
    """Double names part by part."""
    return "-".join(_word(piece, gender, case, part) for piece in name.split("-"))


def _word(word: str, gender: str, case: str, part: str) -> str:
    lower = word.lower()
    if not word or word.endswith(".") or _INVARIABLE.search(lower) or not re.search(r"[а-яё]", lower):
        return word
    if part == "last" and lower.endswith(("ых", "их")):
        return word
    if gender == "f":
        if _CONSONANT.search(lower) or (part == "last" and lower.endswith("ь")):
            return word
        if part == "first" and lower.endswith("ь"):
            return _soft_sign(word, case)
    looked_up = lower.translate(_LOOKED_UP)
    titled = looked_up[:1].upper() + looked_up[1:]
    made: str = _make(_PARTS[part], Gender.FEMALE if gender == "f" else Gender.MALE, _RUSSIAN[case], titled)
    if made == titled and gender == "m" and _CONSONANT.search(lower):
        return word + _match_case(_ENDINGS[case], word)
    return _onto(word, titled, made.replace("иёй", "ией"))


def _soft_sign(word: str, case: str) -> str:
    """Third declension: Айгуль, Айгули. Some bearers keep the name unchanged, which her own stored form says."""
    ending = {"genitive": "и", "dative": "и", "accusative": "ь", "instrumental": "ью", "prepositional": "и"}[case]
    return word[:-1] + _match_case(ending, word)


def _onto(word: str, looked_up: str, made: str) -> str:
    """Put the ending that was found for the look-up spelling onto the word as it is written."""
    common = 0
    while common < min(len(looked_up), len(made)) and looked_up[common] == made[common]:
        common += 1
    return word[:common] + _match_case(made[common:], word)


def _match_case(ending: str, word: str) -> str:
    return ending.upper() if len(word) > 1 and word.isupper() else ending
