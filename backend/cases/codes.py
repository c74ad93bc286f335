"""Codes of cases as people type them: in Latin letters, without hyphens, without the zeros of the running number."""

import re

from django.db.models import Q

from backend.accounts.office_models import Office
from backend.cases.models import CaseSeries
from backend.language.letters import taken_for_each_other
from backend.language.search import search_key

_BETWEEN = r"[\s\-‐‑–—./]*"
_TYPED = re.compile(rf"([^\W\d_]{{1,12}})(?:{_BETWEEN}([0-9]{{1,2}})(?:{_BETWEEN}([0-9]{{1,6}}))?)?{_BETWEEN}")


def coded(words: str) -> Q:
    """Cases whose code the words in capitals are the beginning of, or whose running number they are.

    Written for the index of codes: whatever is typed is turned into beginnings and codes that there can be.
    """
    found = Q(code__startswith=words)
    if words.isascii() and words.isdigit() and 0 < len(words) <= 6:
        series = CaseSeries.objects.filter(last__gte=int(words)).values_list("office__prefix", "year")
        return found | Q(code__in=[f"{prefix}-{year % 100:02d}-{int(words):04d}" for prefix, year in series])
    typed = _TYPED.fullmatch(words)
    if typed is None:
        return found
    letters, year, number = typed.groups()
    for prefix in _prefixes(letters, whole=bool(year)):
        found |= Q(code__startswith="-".join(part for part in (prefix, year, number) if part))
        if number:
            found |= Q(code=f"{prefix}-{year}-{int(number):04d}")
    return found


def _prefixes(letters: str, *, whole: bool) -> list[str]:
    """The prefixes of offices that the letters may mean; while no year follows, the letters may be their beginning."""
    known = Office.objects.values_list("prefix", flat=True)
    return [
        prefix
        for prefix in known
        if taken_for_each_other(letters, prefix if whole else prefix[: len(letters)])
        or (letters.isascii() and search_key(letters) == search_key(prefix))
    ]
