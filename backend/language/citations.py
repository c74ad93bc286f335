"""How an article of the law is cited, in Russian and in Kazakh. The law book keeps the Russian short form."""

import re

_NUMBERS = r"\d+(?:-\d+)?(?:(?:–|, )\d+(?:-\d+)?)*"
_CITATION = re.compile(rf"\b(УПК|УК|КоАП|ГПК|АППК) ({_NUMBERS})(?: ч\.\s?({_NUMBERS}))?")
_KAZAKH_CODES = {"УК": "ҚК", "УПК": "ҚПК", "КоАП": "ӘҚБтК", "ГПК": "АПК", "АППК": "ӘРПК"}


def full_citation(citation: str, language: str) -> str:
    """«УПК 99 ч.4» as a paper cites it: «часть 4 статьи 99 УПК РК», «ҚР ҚПК 99-бабының 4-бөлігі»; anything else as it is."""
    told = _CITATION.fullmatch(citation)
    if told is None:
        return citation
    if language == "kk":
        return f"ҚР {_in_kazakh(told)}"
    code, article, part = told.groups()
    articles, parts = _many(article, "статьи", "статья"), _many(part, "части", "часть")
    return (f"{parts} {part} {_many(article, 'статей', 'статьи')}" if part else articles) + f" {article} {code} РК"


def short_citation(citation: str, language: str) -> str:
    """«УК 109-1» as it stands on a page or in brackets after a title; in Kazakh every article in `citation` by the
    Kazakh name of its code: «ҚК 109-1-бабы»."""
    return _CITATION.sub(_in_kazakh, citation) if language == "kk" else citation


def _in_kazakh(told: re.Match[str]) -> str:
    code, article, part = told.groups()
    ending = f"{_many(article, 'баптарының', 'бабының')} {part}-{_many(part, 'бөліктері', 'бөлігі')}"
    return f"{_KAZAKH_CODES[code]} {article}-" + (ending if part else _many(article, "баптары", "бабы"))


def _many(numbers: str | None, several: str, one: str) -> str:
    return several if numbers and re.search("[–,]", numbers) else one
