"""How an article of the law is cited, in Russian and in Kazakh. The law book keeps the Russian short form."""

import re

_NUMBERS = r"\d+(?:-\d+)?(?:(?:–|, )\d+(?:-\d+)?)*"
_INNER = rf"({_NUMBERS})(?: ч\.\s?({_NUMBERS}))?(?: п\.\s?({_NUMBERS}))?"
_CITATION = re.compile(rf"\b(?:(УПК|УК|КоАП|ГПК|АППК|КоБС) |Закон (\d+-[IVX]+) ст\.){_INNER}")
_KAZAKH_CODES = {
    "УК": "ҚК", "УПК": "ҚПК", "КоАП": "ӘҚБтК", "ГПК": "АПК", "АППК": "ӘРПК",
    "КоБС": "Неке (ерлі-зайыптылық) және отбасы туралы кодекстің",
}  # fmt: skip


def full_citation(citation: str, language: str) -> str:
    """«УПК 99 ч.4» as a paper cites it: «часть 4 статьи 99 УПК РК», «ҚР ҚПК 99-бабының 4-бөлігі»; anything else as it is."""
    told = _CITATION.fullmatch(citation)
    if told is None:
        return citation
    if language == "kk":
        return f"ҚР {_in_kazakh(told)}"
    code, law, article, part, point = told.groups()
    act = f"{code} РК" if code else f"Закона РК № {law}"
    inner = [(point, "пункт", "пункта", "пункты"), (part, "часть", "части", "части")]
    cited = [each for each in (*inner, (article, "статья", "статьи", "статьи")) if each[0]]
    words = [
        f"{(_many(number, several, one) if place == 0 else _many(number, 'статей', of))} {number}"
        for place, (number, one, of, several) in enumerate(cited)
    ]
    return f"{' '.join(words)} {act}"


def short_citation(citation: str, language: str) -> str:
    """«УК 109-1» as it stands on a page or in brackets after a title; in Kazakh every article in `citation` by the
    Kazakh name of its code: «ҚК 109-1-бабы»."""
    return _CITATION.sub(_in_kazakh, citation) if language == "kk" else citation


def _in_kazakh(told: re.Match[str]) -> str:
    code, law, article, part, point = told.groups()
    act = _KAZAKH_CODES[code] if code else f"№ {law} Заңның"
    inner = [(part, "бөлігі", "бөлігінің", "бөліктері"), (point, "тармағы", "тармағының", "тармақтары")]
    cited = [each for each in ((article, "бабы", "бабының", "баптары"), *inner) if each[0]]
    words = [
        f"{number}-{_many(number, several, one) if place == len(cited) - 1 else _many(number, 'баптарының', of)}"
        for place, (number, one, of, several) in enumerate(cited)
    ]
    return f"{act} {' '.join(words)}"


def _many(numbers: str | None, several: str, one: str) -> str:
    return several if numbers and re.search("[–,]", numbers) else one
