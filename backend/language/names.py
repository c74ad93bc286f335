"""The parts of a name as papers write it: surname, first name, patronymic."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NameParts:
    """Surname first; `middle` keeps whatever follows the first name."""

    last: str
    first: str
    middle: str


def split_name(name: str) -> NameParts:
    """The parts of a full name written surname first; a single word is a surname."""
    last, first, middle = ([*name.split(maxsplit=2), "", "", ""])[:3]
    return NameParts(last, first, middle)


def initials(name: str) -> str:
    """«Смаилова А. К.» from «Смаилова Айгерим Канатовна»; a name without a first name is left as it is."""
    parts = split_name(name)
    if not parts.first:
        return parts.last
    letters = [part[0].upper() + "." for part in (parts.first, *parts.middle.split()[:1])]
    return " ".join([parts.last, *letters])
