"""Pages of a list by cursor: the next page costs the same however deep it lies, and nothing is ever counted.

The order is the newest day (or moment) first, ties by the id, which itself grows with time. A cursor names the two, no more.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from backend.kernel.filters import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and the cursors of the pages after and before it; empty when there is none."""

    rows: list[Any]
    after: str
    before: str


def page_of(rows: Any, asked: Any, *, day: str, size: int) -> Page:
    """The page that `asked` (a query string's `after` or `before`) names; the first when it names none, or nonsense.

    `day` is the column of days or moments the list is ordered by.
    """
    after, before = (_read(asked.get(name, ""), rows.model, day) for name in ("after", "before"))
    if before:
        found = list(rows.filter(_newer(day, *before)).order_by(day, "id")[: size + 1])
        more, found = len(found) > size, found[:size][::-1]
        return Page(found, _write(found[-1], day) if found else "", _write(found[0], day) if more else "")
    if after:
        rows = rows.filter(_older(day, *after))
    found = list(rows.order_by(f"-{day}", "-id")[: size + 1])
    more, found = len(found) > size, found[:size]
    return Page(found, _write(found[-1], day) if more else "", _write(found[0], day) if after and found else "")


def _older(day: str, when: date, pk: Any) -> Q:
    return Q(**{f"{day}__lt": when}) | Q(**{day: when, "pk__lt": pk})


def _newer(day: str, when: date, pk: Any) -> Q:
    return Q(**{f"{day}__gt": when}) | Q(**{day: when, "pk__gt": pk})


def _write(row: Any, day: str) -> str:
    return f"{getattr(row, day).isoformat()}_{row.pk}"


def _read(cursor: str, model: Any, day: str) -> tuple[Any, Any] | None:
    """The day and the id, each of the type of its column; None for whatever is not both."""
    when, _mark, pk = cursor.partition("_")
    try:
        found = model._meta.get_field(day).to_python(when or None), model._meta.pk.to_python(pk or None)
    except (ValidationError, ValueError, OverflowError):
        return None
    when_typed = found[0]
    if None in found or not FIRST_YEAR <= when_typed.year <= LAST_YEAR:
        return None
    return None if isinstance(when_typed, datetime) and when_typed.tzinfo is None else found
