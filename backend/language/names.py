"""A person's name as papers shorten it."""

from backend.language.ordering import parts_in_order


def initials(name: str) -> str:
    """«Смаилова А. К.» from «Смаилова Айгерим Канатовна», and «Нурланова А.» from «Асель Нурланова».

    Initials that stand in the name already are kept; a name without a first name is left as it is.
    """
    parts = parts_in_order(name.split())
    has_surname = any(part == "last" for _word, part in parts)
    surname: list[str] = []
    letters: list[str] = []
    for word, part in parts:
        if part == "fixed" and "." in word:
            letters.extend(f"{letter}." for letter in word.split(".") if letter)
        elif has_surname and part in ("first", "middle"):
            letters.append(word[0].upper() + ".")
        elif part == "last" or not letters:
            surname.append(word)
    return " ".join([*surname, *letters[:2]])
