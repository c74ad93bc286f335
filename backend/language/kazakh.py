"""Kazakh case endings by vowel harmony and the last sound."""

import re

_BACK, _FRONT = set("аоұыяёю"), set("әеөүіэ")
_VOWELS = set("аәеоөыіұүэяёюуи")
_ENDINGS = {  # case → for each class of last sound: (back, front)
    "genitive": {"vowel": "ның нің", "nasal": "ның нің", "liquid": "дың дің", "z": "дың дің", "hard": "тың тің"},
    "dative": {"vowel": "ға ге", "nasal": "ға ге", "liquid": "ға ге", "z": "ға ге", "hard": "қа ке"},
    "accusative": {"vowel": "ны ні", "nasal": "ды ді", "liquid": "ды ді", "z": "ды ді", "hard": "ты ті"},
    "locative": {"vowel": "да де", "nasal": "да де", "liquid": "да де", "z": "да де", "hard": "та те"},
    "ablative": {"vowel": "дан ден", "nasal": "нан нен", "liquid": "дан ден", "z": "дан ден", "hard": "тан тен"},
    "instrumental": {"vowel": "мен мен", "nasal": "мен мен", "liquid": "мен мен", "z": "бен бен", "hard": "пен пен"},
}
_POSSESSIVE = {
    "genitive": "ның нің", "dative": "на не", "accusative": "н н", "locative": "нда нде", "ablative": "нан нен",
    "instrumental": "мен мен",
}  # fmt: skip
_IS_POSSESSIVE = re.compile(r"(ұлы|улы|қызы|кызы|басқармасы|бастығы|төрағасы|бөлімі|департаменті|прокуратурасы|соты)$")
_FRONT_ENDING = re.compile(r"(ин|ич|ий)$")
_RUSSIAN_SURNAME = re.compile(r"(ов|ев|ёв)$")


def kazakh_form(name: str, case: str) -> str:
    """A name in one of the seven cases; only its last word (or the last half of a double one) takes the ending.

    Raises ValueError for an unknown case.
    """
    if case == "nominative" or not name.strip():
        return name
    if case not in _ENDINGS:
        raise ValueError(f"There is no {case} in Kazakh.")
    lower = name.rstrip().lower().rstrip("ь")
    word = re.split(r"[\s-]", lower)[-1]
    if not word or not word[-1].isalpha():
        return name
    place = 1 if _is_front(word) else 0
    table = _POSSESSIVE[case] if _IS_POSSESSIVE.search(word) else _ENDINGS[case][_sound(word[-1])]
    ending = table.split()[place]
    stem = name.rstrip()
    return stem + (ending.upper() if len(word) > 1 and stem.split()[-1].isupper() else ending)


def _is_front(word: str) -> bool:
    if _FRONT_ENDING.search(word):
        return True
    if _RUSSIAN_SURNAME.search(word):
        word = word[:-2]
    for letter in reversed(word):
        if letter in _BACK:
            return False
        if letter in _FRONT:
            return True
    return any(letter == "и" for letter in word)


def _sound(letter: str) -> str:
    if letter in _VOWELS - set("уи"):
        return "vowel"
    if letter in "мнң":
        return "nasal"
    if letter in "лрйуи":
        return "liquid"
    return "z" if letter in "зж" else "hard"
