"""Russian case forms of posts and bodies: only the head phrase changes, whatever hangs on it stays.

«Старший следователь Управления полиции» → «Старшему следователю Управления полиции». A proposal for a person to
confirm: what a paper prints of a body are the forms stored with it.
"""

import re
import unicodedata

_CASES = ("genitive", "dative", "accusative", "instrumental", "prepositional")
_ADJECTIVE = re.compile(r"(?:[ыио]й|[ая]я|[ое]е|[ыи]е|ийся|аяся|щий|щая)$")
_STANDING_ALONE = {  # participles that are posts themselves: what follows them is no longer the head
    "исполняющий", "заведующий", "управляющий", "командующий", "уполномоченный", "дежурный", "участковый", "врио",
    "исполняющая", "заведующая", "управляющая", "командующая", "уполномоченная", "дежурная", "обязанный",
}  # fmt: skip
_FIXED_FIRST = {"и.о.", "и. о.", "врио", "врид", "тоо", "ао", "ргу", "кгу", "гу", "кгп", "ргп", "оо", "оф", "чф", "ип"}
_ADVERBS = {"временно", "особо", "главно"}
_ANIMATE = re.compile(
    r"(?:тель|ник|тор|кор|урор|сор|ист|арь|ент|ант|ург|лог|кат|риус|врач|эксперт|психолог|аким|министр|майор|"
    r"капитан|генерал|сержант|депутат|оперуполномоченный|медиатор|омбудсмен|омбудсман|юрист|судья|глава|пристав|"
    r"гражданин|отец|сын|муж|брат|опекун|помощник|партнёр|партнер|следователь|куратор|адвокат|шеф|вождь|мэр)$"
)
_INANIMATE = {"департамент", "документ", "аппарат", "секретариат", "институт", "комитет", "отдел", "центр", "суд", "фонд",
              "парламент", "сенат", "регламент", "президиум", "комиссариат", "акимат", "маслихат", "мажилис", "трибунал"}  # fmt: skip
_NOUN = {  # last letters of the nominative → endings in the order of _CASES, None where the accusative asks for life
    "тие": ("тия", "тию", "тие", "тием", "тии"),
    "ие": ("ия", "ию", "ие", "ием", "ии"),
    "ья": ("ьи", "ье", "ью", "ьёй", "ье"),
    "ия": ("ии", "ии", "ию", "ией", "ии"),
    "сть": ("сти", "сти", "сть", "стью", "сти"),
    "ь": ("я", "ю", None, "ем", "е"),
    "ий": ("ия", "ию", None, "ием", "ии"),
    "й": ("я", "ю", None, "ем", "е"),
    "ец": ("ца", "цу", None, "цом", "це"),
    "ок": ("ка", "ку", None, "ком", "ке"),
    "ин": ("ина", "ину", None, "ином", "ине"),
    "о": ("а", "у", "о", "ом", "е"),
    "е": ("я", "ю", "е", "ем", "е"),
    "а": ("ы", "е", "у", "ой", "е"),
    "я": ("и", "е", "ю", "ей", "е"),
    "": ("а", "у", None, "ом", "е"),
}
_ADJECTIVES = {  # ending → (genitive, dative, inanimate accusative or None, instrumental, prepositional)
    "ый": ("ого", "ому", None, "ым", "ом"),
    "ой": ("ого", "ому", None, "ым", "ом"),
    "ий": ("его", "ему", None, "им", "ем"),
    "ая": ("ой", "ой", "ую", "ой", "ой"),
    "яя": ("ей", "ей", "юю", "ей", "ей"),
    "ое": ("ого", "ому", "ое", "ым", "ом"),
    "ее": ("его", "ему", "ее", "им", "ем"),
}


def title_form(title: str, case: str) -> str:
    """The title with its head phrase in `case`. What begins with an abbreviation (И.о., ТОО) stays as it is."""
    words = " ".join(unicodedata.normalize("NFC", title).split()).split(" ")
    if words[0].lower() in _FIXED_FIRST or " ".join(words[:2]).lower() in _FIXED_FIRST:
        return " ".join(words)
    head = _head(words)
    alive = head < len(words) and _is_alive(words[head])
    made = [
        _inflect(word, case, alive=alive, noun=place == head) if place <= head else word
        for place, word in enumerate(words)
    ]
    return " ".join(made)


def _head(words: list[str]) -> int:
    """The place of the head: the first word that is no adjective, or the participle that is a post by itself."""
    for place, word in enumerate(words):
        lower = word.lower()
        if lower in _ADVERBS:
            continue
        if lower in _STANDING_ALONE:
            following = words[place + 1].lower() if place + 1 < len(words) else ""
            if _ANIMATE.search(following) and not following.endswith(("а", "я", "и", "ы")):
                continue
            return place
        if not _ADJECTIVE.search(lower) or lower.endswith(("тие", "ние")):
            return place
    return len(words) - 1


def _is_alive(word: str) -> bool:
    lower = word.lower().split("-")[0]
    if lower in _INANIMATE or lower.endswith(("мент", "аппарат", "центр")):
        return False
    return bool(_ANIMATE.search(lower)) or lower in _STANDING_ALONE


def _inflect(word: str, case: str, *, alive: bool, noun: bool) -> str:
    if word.lower() in _ADVERBS or not re.fullmatch(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*", word):
        return word
    if len(word) > 1 and word.isupper() and len(word) <= 4:
        return word
    return "-".join(_piece(piece, case, alive=alive, noun=noun) for piece in word.split("-"))


def _piece(word: str, case: str, *, alive: bool, noun: bool) -> str:
    lower, at = word.lower(), _CASES.index(case)
    as_adjective = not noun or lower in _STANDING_ALONE or (_ADJECTIVE.search(lower) and len(lower) > 5)
    reflexive = "ся" if lower.endswith(("ийся", "аяся")) else ""
    stem = lower[: len(lower) - len(reflexive)]
    if as_adjective and not lower.endswith(("ние", "тие")) and stem[-2:] in _ADJECTIVES:
        ending, cut = _adjective(stem, at, alive=alive) + reflexive, 2 + len(reflexive)
    else:
        ending, cut = _noun(lower, at, alive=alive)
    kept = word[: len(word) - cut]
    return kept + (ending.upper() if word.isupper() and len(word) > 1 else ending)


def _adjective(stem: str, at: int, *, alive: bool) -> str:
    forms = _ADJECTIVES[stem[-2:]]
    if stem[-2:] == "ий" and stem[-3:-2] in ("г", "к", "х"):
        forms = ("ого", "ому", None, "им", "ом")
    if stem[-2:] in ("ая", "ое") and stem[-3:-2] in ("ж", "ш", "щ", "ч"):
        forms = ("ей", "ей", "ую", "ей", "ей") if stem.endswith("ая") else ("его", "ему", "ее", "им", "ем")
    return forms[at] or (forms[0] if alive else stem[-2:]) or ""


def _noun(lower: str, at: int, *, alive: bool) -> tuple[str, int]:
    """The ending, and how many letters of the nominative it replaces."""
    key = next(key for key in _NOUN if lower.endswith(key) and not (key in ("ец", "ок") and len(lower) < 5))
    ending = _NOUN[key][at]
    if ending is None:
        ending = (_NOUN[key][0] if alive else key) or ""
    if key == "а" and ending == "ы" and lower[-2:-1] in tuple("гкхжшчщ"):
        ending = "и"
    if key == "" and ending == "ом" and lower[-1:] in tuple("жшчщц"):
        ending = "ем" if lower[-1:] != "ч" else "ом"
    return ending, len(key)
