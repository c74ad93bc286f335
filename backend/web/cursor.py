"""Pages of a list by cursor: the next page costs the same however deep it lies, and nothing is ever counted.

The order is the newest day first, ties by the id, which itself grows with time. A cursor names a day and an id, no more.
"""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and the cursors of the pages after and before it; empty when there is none."""

    rows: list[Any]
    after: str
    before: str


def page_of(rows: Any, asked: Any, *, day: str, size: int) -> Page:
    """The page that `asked` (a query string's `after` or `before`) names; the first when it names none, or nonsense.

    `day` is the date column the list is ordered by.
    """
    after, before = _read(asked.get("after", "")), _read(asked.get("before", ""))
    if before:
        found = list(rows.filter(_newer(day, *before)).order_by(day, "id")[: size + 1])
        more, found = len(found) > size, found[:size][::-1]
        return Page(found, _write(found[-1], day) if found else "", _write(found[0], day) if more else "")
    if after:
        rows = rows.filter(_older(day, *after))
    found = list(rows.order_by(f"-{day}", "-id")[: size + 1])
    more, found = len(found) > size, found[:size]
    return Page(found, _write(found[-1], day) if more else "", _write(found[0], day) if after and found else "")


def _older(day: str, when: date, pk: uuid.UUID) -> Q:
    return Q(**{f"{day}__lt": when}) | Q(**{day: when, "id__lt": pk})


def _newer(day: str, when: date, pk: uuid.UUID) -> Q:
    return Q(**{f"{day}__gt": when}) | Q(**{day: when, "id__gt": pk})


def _write(row: Any, day: str) -> str:
    return f"{getattr(row, day).isoformat()}.{row.pk.hex}"


def _read(cursor: str) -> tuple[date, uuid.UUID] | None:
    when, _dot, pk = cursor.partition(".")
    try:
        return date.fromisoformat(when), uuid.UUID(pk)
    except ValueError:
        return None
