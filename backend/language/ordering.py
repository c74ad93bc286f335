"""Which word of a full name is the surname, which the first name, which the patronymic; and whose name it is."""

import re

_PATRONYMIC = re.compile(r"(?:[оеё]вич|ьич|мич|тич|кич|[оеё]вна|[иы]чна|ұлы|улы|уулу|оглы|қызы|кызы|гызы|кизи)$")
_SURNAME = re.compile(r"(?:[оеё]ва?|ск(?:ий|ая)|цк(?:ий|ая)|ко|[гкхжшчщн]их|ых)$")
_KINSHIP = {"оглы", "кызы", "қызы", "гызы", "улы", "ұлы", "углы", "уулу", "заде"}
_PARTICLES = {
    "фон",
    "ван",
    "дер",
    "ден",
    "де",
    "ди",
    "да",
    "дю",
    "ла",
    "ле",
    "аль",
    "эль",
    "ибн",
    "бен",
    "бин",
    "дель",
    "оф",
}
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_VOWELS = re.compile(r"[аеёиоуыэюяәөұүі]")
_FEMALE = re.compile(r"(?:[оеё]вна|[иы]чна|қызы|кызы|гызы|кизи)$")
_MALE = re.compile(r"(?:[оеё]вич|ьич|мич|тич|кич|ұлы|улы|уулу|оглы)$")
_FEMALE_SURNAME = re.compile(r"(?:[оеё]ва|ская|цкая)$")
_MALE_SURNAME = re.compile(r"(?:[оеё]в|ский|цкий)$")


def parts_in_order(words: list[str]) -> list[tuple[str, str]]:
    """Each word with its part: `last`, `first`, `middle`, or `fixed` when it never changes (initials, фон, оглы).

    A name is read surname first unless its words say otherwise: initials or a patronymic before the surname
    (А. К. Смаилова; Айгерим Канатовна Смаилова), or a first name before an unmistakable surname (Асель Нурланова).
    """
    kinds = ["fixed" if _is_fixed(words, place) else "" for place in range(len(words))]
    free = [place for place, kind in enumerate(kinds) if not kind]
    names = [words[place].lower() for place in free]
    if _is_korean(names) and len(names) == len(words):
        return [*((word, "fixed") for word in words[:-1]), (words[-1], "first")]
    for place, kind in zip(free, _order(names), strict=True):
        kinds[place] = kind
    return list(zip(words, kinds, strict=True))


def _order(names: list[str]) -> list[str]:
    patronymic = next((at for at, name in enumerate(names) if at and _PATRONYMIC.search(name)), 0)
    if patronymic == 1 and len(names) == 2:
        return ["first", "middle"]
    if patronymic == 1:
        return ["first", "middle", *["last"] * (len(names) - 2)]
    if len(names) == 2 and _SURNAME.search(names[1]) and not _SURNAME.search(names[0]):
        return ["first", "last"]
    return [("last", "first", "middle")[min(at, 2)] for at in range(len(names))]


def _is_fixed(words: list[str], place: int) -> bool:
    word = words[place]
    following = words[place + 1].lower() if place + 1 < len(words) else ""
    return bool(
        _INITIALS.fullmatch(word)
        or (word in _PARTICLES and len(words) > 1)
        or (place and word.lower() in _KINSHIP)
        or (place > 1 and following in _KINSHIP)
    )


def _is_korean(names: list[str]) -> bool:
    """Ким Чен Ын: three short words of which only the last takes an ending."""
    return len(names) == 3 and all(len(name) <= 4 and len(_VOWELS.findall(name)) == 1 for name in names)


def gender_of(name: str) -> str | None:
    """`f` or `m` where the patronymic or the surname leaves no doubt, else None."""
    words = name.lower().split()
    for female, male in ((_FEMALE, _MALE), (_FEMALE_SURNAME, _MALE_SURNAME)):
        said = {"f" if female.search(word) else "m" for word in words if female.search(word) or male.search(word)}
        if said:
            return said.pop() if len(said) == 1 else None
    return None
