"""Tables as files: XLSX for people, CSV for programs. Nothing in a cell is ever taken for a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

import xlsxwriter

Cell = str | int | date | None
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name (at most 31 characters are kept), what each column is called, the rows."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def as_xlsx(tables: Sequence[Table]) -> bytes:
    """A workbook with one sheet for each table; rows go to disk as they come, so memory does not grow with them."""
    out = io.BytesIO()
    # Names of sheets and text of cells are written as text: a value that begins with “=” stays what it is.
    with xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False}) as book:
        head, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "dd.mm.yyyy"})
        for table in tables:
            sheet = book.add_worksheet(_sheet_name(table.name))
            sheet.freeze_panes(1, 0)
            for column, title in enumerate(table.columns):
                sheet.set_column(column, column, max(12, min(40, len(title) + 4)))
                sheet.write_string(0, column, title, head)
            for number, row in enumerate(table.rows, 1):
                for column, value in enumerate(row):
                    _write(sheet, number, column, value, day)
    return out.getvalue()


def as_csv(table: Table) -> Iterator[bytes]:
    """The lines of one table, UTF-8 with the mark by which Excel knows it; days as YYYY-MM-DD."""
    yield b"\xef\xbb\xbf"
    for row in chain([table.columns], table.rows):
        line = io.StringIO()
        csv.writer(line).writerow([_plain(value) for value in row])
        yield line.getvalue().encode()


def one_table(tables: Sequence[Table]) -> Table:
    """Several tables as one, each row led by the name of its table: a CSV has no sheets."""
    if len(tables) == 1:
        return tables[0]
    widest = max(len(table.columns) for table in tables)
    rows = [
        [table.name, *row[:-1], *[""] * (widest - len(row)), row[-1]]  # the number stands in the last column
        for table in tables
        for row in table.rows
    ]
    longest = max(tables, key=lambda table: len(table.columns))
    return Table(tables[0].name, ["", *longest.columns], rows)


def _write(sheet: Any, number: int, column: int, value: Cell, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(number, column, value, day)
    elif isinstance(value, int):
        sheet.write_number(number, column, value)
    elif value:
        sheet.write_string(number, column, str(value))


def _plain(value: Cell) -> str:
    """A spreadsheet that opens a CSV would carry out a cell that begins like a formula; the apostrophe prevents it."""
    if isinstance(value, int):
        return str(value)
    text = value.isoformat() if isinstance(value, date) else str(value or "")
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _sheet_name(name: str) -> str:
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in name)[:31]
