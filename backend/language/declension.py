"""The one door to case forms: names, posts and bodies in Russian and Kazakh.

A form is a proposal: what a person has confirmed for herself, and what is stored with a body, wins over it.
"""

from typing import Literal, get_args

from backend.language.kazakh import kazakh_form
from backend.language.ordering import gender_of
from backend.language.russian import CASES, russian_form
from backend.language.titles import title_form

Part = Literal["full", "last", "first", "middle", "title"]


def decline(name: str, *, language: str, gender: str | None, case: str, part: str = "full") -> str:
    """A name in one of its cases.

    `language` is `ru` or `kk`; `gender` is `f`, `m`, or None when unknown (Russian then reads it off a patronymic or
    surname that leaves no doubt, and otherwise leaves the name alone); `case` is the English name of the case; `part`
    says what `name` is: `full` (surname first, unless initials or a patronymic show another order), `last`, `first`,
    `middle`, or `title` (a post or body, of which the head phrase changes).

    The nominative comes back as it was given; any other form has single spaces and composed letters. Raises
    ValueError for an unknown language, case or part, and never for a name.
    """
    if part not in get_args(Part):
        raise ValueError(f"{part} is no part of a name.")
    if language == "kk":
        return kazakh_form(name, case, is_title=part == "title")
    if language != "ru" or (case != "nominative" and case not in CASES):
        raise ValueError(f"There is no {case} of {language}.")
    if case == "nominative" or not name.strip():
        return name
    if part == "title":
        return title_form(name, case)
    gender = gender if gender in ("f", "m") else gender_of(name)
    return russian_form(name, gender, case, part) if gender else " ".join(name.split())
