"""Cyrillic and Latin letters that are taken for each other: by their look (А = A) or by their sound (Л = L)."""

_TAKEN_FOR = {
    "A": "А", "B": "ВБ", "C": "СЦ", "D": "Д", "E": "ЕЭ", "F": "Ф", "G": "Г", "H": "НХҺ", "I": "ІИ", "J": "ЖЙ", "K": "К",
    "L": "Л", "M": "М", "N": "Н", "O": "О", "P": "РП", "Q": "Қ", "R": "Р", "S": "С", "T": "Т", "U": "У", "V": "В",
    "X": "Х", "Y": "УЫ", "Z": "З",
}  # fmt: skip


def taken_for_each_other(one: str, other: str) -> bool:
    """Whether two words in capitals are the same to an eye or an ear, one letter of one alphabet for one of the other."""
    return len(one) == len(other) and all(_same(*pair) for pair in zip(one, other, strict=True))


def _same(one: str, other: str) -> bool:
    return one == other or other in _TAKEN_FOR.get(one, "") or one in _TAKEN_FOR.get(other, "")
