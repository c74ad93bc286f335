"""One key for one name, however it is spelt: Айгүл = Айгуль = Aigul."""

import re
import unicodedata

_DROPPED = dict.fromkeys(map(ord, "ъь'’ʼ`\"«»"), None)
_LETTERS = str.maketrans(
    {
        "ё": "e", "э": "e", "е": "e", "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d",
        "ж": "j", "з": "z", "и": "i", "й": "i", "і": "i", "ы": "i", "к": "k", "қ": "k", "л": "l", "м": "m",
        "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u",
        "ү": "u", "ф": "f", "х": "h", "һ": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "iu", "я": "ia",
    }
)  # fmt: skip
_LATIN = (
    ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("yu", "iu"), ("ya", "ia"), ("ye", "e"), ("yo", "e"),
    ("q", "k"), ("w", "u"), ("y", "i"), ("x", "h"),
)  # fmt: skip
_WORDS = re.compile(r"[^\w]+|_")

_PATRONYMIC = re.compile(r"^(\w{3,}?)(?:uli|kizi|[oe]vich|[oe]vna)$")


def search_key(text: str) -> str:
    """The name in plain Latin letters, words parted by one space. Applying it again changes nothing."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_DROPPED).translate(_LETTERS)
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", folded) if not unicodedata.combining(letter)
    ).replace("ı", "i")
    while (plainer := _plainer(bare)) != bare:
        bare = plainer
    return " ".join(word for word in _WORDS.split(bare) if word)


def _plainer(key: str) -> str:
    """One pass over Latin spellings; a replaced pair may bring the next one together, so it is run until it rests."""
    for spelt, plain in _LATIN:
        key = key.replace(spelt, plain)
    return re.sub(r"(\w)\1+", r"\1", key)


def search_tokens(text: str) -> list[str]:
    """The words of a name, each as its key, in no order that matters."""
    return sorted(set(search_key(text).split()))


def without_initials(text: str) -> str:
    """«Байжанова Ж. А.» as «Байжанова»: words of one letter are left out while another word remains."""
    words = [word for word in _WORDS.split(text.translate(_DROPPED)) if word]
    return " ".join([word for word in words if len(word) > 1] or words)


def identity_words(text: str) -> list[str]:
    """The words of a name by which one human being is told from another: Болатұлы and Болатович say the same."""
    return sorted(_PATRONYMIC.sub(r"\1", word) for word in search_key(text).split())


def trigrams(word: str) -> list[str]:
    """The three-letter pieces of one word of a key, its beginning and end marked: `asel` → `^as ase sel el$`.

    Two spellings that no table brings together still share most of them.
    """
    marked = f"^{word}$"
    return sorted({marked[place : place + 3] for place in range(len(marked) - 2)})
