"""Kazakh case endings by vowel harmony and the last sound."""

import re
import unicodedata

_BACK, _FRONT, _CLEARLY_FRONT = set("аоұыяёю"), set("әеөүіэ"), set("әөүіе")
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
_KINSHIP = re.compile(r"(?:ұлы|улы|қызы|кызы|тегі)$")
_BODY = re.compile(
    r"(?:басқармасы|бастығы|төрағасы|бөлімі|бөлімшесі|департаменті|прокуратурасы|прокуроры|соты|судьясы|қоры|орталығы)$"
)
_TITLE = re.compile(r"(?<!ш)[ыі]$")  # басқармасы, бөлімі belong to something; тергеуші, сарапшы are words of their own
_FRONT_ENDING = re.compile(r"(?:ин|ич|ий)$")
_RUSSIAN_SURNAME = re.compile(r"(?:ов|ев|ёв)$")
_SOFT = re.compile(r"ь$")
_LOAN_I = re.compile(r"(?<![аәеоөыіұүэяёюу])и[^аәеоөыіұүэяёюуиь]+$")  # Серик, but Смаил is Смайыл and stays back
_ABBREVIATION = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІ]{2,5}")
_INITIAL = re.compile(r"(?:[^\W\d_]\.)+$")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]$")
_LATIN = str.maketrans("aeiouybcdfghjklmnpqrstvwxz", "аеиоуыбсдфгхжклмнпқрстввкз")


def kazakh_form(name: str, case: str, *, is_title: bool = False) -> str:
    """A name in one of the seven cases; only its last word (or the last half of a double one) takes the ending.

    The ending is written on after a hyphen where the word itself cannot be changed: after initials, abbreviations
    and Latin letters. Raises ValueError for an unknown case.
    """
    if case != "nominative" and case not in _ENDINGS:
        raise ValueError(f"There is no {case} in Kazakh.")
    if case == "nominative" or not name.strip():
        return name
    stem = " ".join(unicodedata.normalize("NFC", name).split())
    last = re.split(r"[\s\-‐‑–]", stem)[-1]
    if _INITIAL.search(last):
        return f"{stem}-{_ending(_carrier(stem), case, _ENDINGS[case]['vowel'])}"
    if not last or not last[-1].isalpha():
        return stem
    word = last.lower()
    if is_title and _ABBREVIATION.fullmatch(last):
        table = _ENDINGS[case][_sound(word[-1]) if _VOWELS & set(word) else "vowel"]
        return f"{stem}-{_ending(word, case, table)}"
    if not _CYRILLIC.search(word):
        heard = "".join(letter for letter in unicodedata.normalize("NFD", word) if letter.isalpha()).translate(_LATIN)
        return f"{stem}-{_ending(heard, case, _ENDINGS[case][_sound(heard[-1])])}"
    ending = _ending(word, case, _table(word, case, is_title=is_title))
    return stem + (ending.upper() if len(word) > 1 and last.isupper() else ending)


def _table(word: str, case: str, *, is_title: bool) -> str:
    owned = _KINSHIP.search(word) or _BODY.search(word) or (is_title and _TITLE.search(word))
    return _POSSESSIVE[case] if owned else _ENDINGS[case][_sound(word.rstrip("ьъ")[-1:] or "ы")]


def _ending(word: str, case: str, table: str) -> str:
    return table.split()[1 if _is_front(word) else 0]


def _carrier(stem: str) -> str:
    """The word whose harmony an ending after initials follows: the surname before them."""
    words = [word for word in stem.split(" ") if not _INITIAL.fullmatch(word)]
    return words[-1].lower() if words else stem.lower().strip(".")[-1:]


def _is_front(word: str) -> bool:
    """Harmony by the last vowel; и and у are neutral and look to their left, where loan words allow it.

    A final soft sign is front (Айгуль, Асель), and so is и before a final consonant (Серик, Ким, Париж); alone, и is
    front and у is back (Ли, Тимур).
    """
    if _SOFT.search(word) or _FRONT_ENDING.search(word):
        return True
    if _RUSSIAN_SURNAME.search(word):
        word = word[:-2]
    elif _LOAN_I.search(word):
        return True
    for letter in reversed(word):
        if letter in _BACK:
            return False
        if letter in _FRONT:
            return True
    return next((letter == "и" for letter in reversed(word) if letter in "иу"), False)


def _sound(letter: str) -> str:
    if letter in _VOWELS - set("уи"):
        return "vowel"
    if letter in "мнң":
        return "nasal"
    if letter in "лрйуи":
        return "liquid"
    return "z" if letter in "зж" else "hard"
