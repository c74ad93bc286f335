"""Lists are cursors: a page costs the same however deep it lies and however much is stored.

A cursor names the last row that was told (its value in the order, and its id), so rows that come or go meanwhile
neither repeat nor hide others. It holds days, moments, codes and ids, nothing about people.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from backend.api.queries import BadCursor, BadQuery

PAGE, LARGEST_PAGE = 50, 200


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: behind the row with `value` and `id`, or before it when `back`."""

    order: str
    back: bool
    value: Any
    id: Any

    def packed(self) -> str:
        told = [self.order, int(self.back), _as_text(self.value), _as_text(self.id)]
        return base64.urlsafe_b64encode(json.dumps(told, ensure_ascii=False).encode()).decode().rstrip("=")


def _beyond_or_empty(name: str, pk: str, value: Any, row_id: Any, *, down: bool) -> Q:
    """What comes behind a row in the order of a column that may be empty: rows without a value stand last, or first `down`."""
    beyond = "lt" if down else "gt"
    tie = Q(**{f"{pk}__{beyond}": row_id})
    if value is None:
        return Q(**{f"{name}__isnull": False}) | tie if down else Q(**{f"{name}__isnull": True}) & tie
    behind = Q(**{f"{name}__{beyond}": value}) | Q(**{name: value}) & tie
    return behind if down else behind | Q(**{f"{name}__isnull": True})


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _unpacked(text: str) -> Cursor:
    try:
        raw = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        order, back, value, row_id = json.loads(raw)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise _no_such_cursor() from None
    if not all(isinstance(part, str) and "\x00" not in part for part in (order, value, row_id)):
        raise _no_such_cursor()
    return Cursor(order, bool(back), value, row_id)


def _no_such_cursor() -> BadCursor:
    return BadCursor({"cursor": [_("This cursor was not given out here. Begin again without it.")]})


class ByCursor(BasePagination):
    """Pages of a queryset in one of the orders the view allows; each order ends in the id."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.request = request
        self.size = _page_size(request)
        self.order = _order(request, view.orderings)
        self.cursor = self._asked()
        back = bool(self.cursor and self.cursor.back)
        rows = self._of_list(queryset, back) if isinstance(queryset, Sequence) else self._of_table(queryset, back)
        more, rows = len(rows) > self.size, rows[: self.size]
        if back:
            rows.reverse()
        self.has_next, self.has_previous = (True, more) if back else (more, self.cursor is not None)
        self.rows = rows
        return rows

    def _asked(self) -> Cursor | None:
        text = self.request.query_params.get("cursor", "")
        if not text:
            return None
        cursor = _unpacked(text)
        if cursor.order != self.order:
            raise BadCursor({"cursor": [_("This cursor belongs to another order. Begin again without it.")]})
        return cursor

    def _of_table(self, queryset: QuerySet[Any], back: bool) -> list[Any]:
        down = self.order.startswith("-") != back
        name, sign = self.order.lstrip("-"), "-" if down else ""
        pk = queryset.model._meta.pk.name
        if self.cursor is not None:
            value, row_id = self._typed(queryset.model, name, pk)
            beyond = "lt" if down else "gt"
            if queryset.model._meta.get_field(name).null:
                queryset = queryset.filter(_beyond_or_empty(name, pk, value, row_id, down=down))
            elif name == pk:
                queryset = queryset.filter(**{f"{pk}__{beyond}": row_id})
            else:  # written so that the index of (name, pk) serves it
                tie = Q(**{name: value}) & ~Q(**{f"{pk}__{beyond}": row_id})
                queryset = queryset.filter(**{f"{name}__{beyond}e": value}).exclude(tie)
        order: list[Any] = [f"{sign}{pk}"] if name == pk else [f"{sign}{name}", f"{sign}{pk}"]
        if name != pk and queryset.model._meta.get_field(name).null:
            order[0] = F(name).desc(nulls_first=True) if down else F(name).asc(nulls_last=True)
        return list(queryset.order_by(*order)[: self.size + 1])

    def _typed(self, model: Any, name: str, pk: str) -> tuple[Any, Any]:
        assert self.cursor is not None
        try:
            column = model._meta.get_field(name)
            value = None if column.null and self.cursor.value == "" else column.to_python(self.cursor.value)
            row_id = model._meta.get_field(pk).to_python(self.cursor.id)
        except (ValidationError, ValueError, OverflowError):
            raise _no_such_cursor() from None
        if isinstance(value, datetime) and not 1900 <= value.year <= 2200:
            raise _no_such_cursor()
        return value, row_id

    def _of_list(self, entries: Sequence[Any], back: bool) -> list[Any]:
        """Pages of what was gathered from several tables for one case: entries with a moment `at` and an `id`."""
        down = self.order.startswith("-") != back
        rows = sorted(entries, key=lambda entry: (entry.at, str(entry.id)), reverse=down)
        if self.cursor is None:
            return rows
        try:
            begin = (datetime.fromisoformat(self.cursor.value), self.cursor.id)
            return [row for row in rows if ((row.at, str(row.id)) < begin) == down and (row.at, str(row.id)) != begin]
        except (ValueError, TypeError):
            raise _no_such_cursor() from None

    def _link(self, row: Any, *, back: bool) -> str:
        cursor = Cursor(self.order, back, getattr(row, self.order.lstrip("-")), getattr(row, "pk", None) or row.id)
        return replace_query_param(self.request.build_absolute_uri(), "cursor", cursor.packed())

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {
                "next": self._link(self.rows[-1], back=False) if self.rows and self.has_next else None,
                "previous": self._link(self.rows[0], back=True) if self.rows and self.has_previous else None,
                "results": data,
            }
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "next": {**link, "description": "The address of the next page; null on the last one."},
                "previous": {**link, "description": "The address of the page before; null on the first one."},
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        size = {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE}
        order = {"type": "string", "enum": list(view.orderings), "default": view.orderings[0]}
        told = [
            ("cursor", {"type": "string"}, "Where the page begins; taken from `next` or `previous`, never made up."),
            ("page_size", size, "How many rows a page has; more than 200 are given as 200."),
            ("ordering", order, "The order of the rows; rows of equal value come by their id."),
        ]
        return [
            {"name": name, "in": "query", "required": False, "description": text, "schema": schema}
            for name, schema, text in told
        ]


def _page_size(request: Request) -> int:
    told = request.query_params.get("page_size", "")
    if not told:
        return PAGE
    if not (told.isascii() and told.isdigit() and len(told) < 10 and int(told) > 0):
        raise BadQuery({"page_size": [_("A page has 1 to 200 rows.")]})
    return min(int(told), LARGEST_PAGE)


def _order(request: Request, orderings: Sequence[str]) -> str:
    told = request.query_params.get("ordering") or orderings[0]
    if told not in orderings:
        raise BadQuery({"ordering": [_("Choose one of: {choices}.").format(choices=", ".join(orderings))]})
    return told
