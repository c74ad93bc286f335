"""Filling a DOCX: strict, and the same bytes for the same facts. Pure: bytes and dicts in, bytes out."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import Template, TemplateError, UndefinedError
from lxml import etree

from backend.documents.asking import check_facts
from backend.documents.compiling import compiled, packed_with
from backend.documents.refusals import TemplateRefused
from backend.documents.tags import W

LONGEST_PART = 8 * 1024 * 1024
MOST_TURNS = 20_000
LEVEL = 6
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NEW_LINE = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\ufffe\uffff\ud800-\udfff]")


class _Rows(list[Any]):
    """A list that counts every turn of every loop over it."""

    def __init__(self, items: Any, turns: Iterator[int]) -> None:
        super().__init__(items)
        self.turns = turns

    def __iter__(self) -> Iterator[Any]:
        for item in super().__iter__():
            next(self.turns)
            yield item


def render(template: bytes, facts: Mapping[str, Any]) -> bytes:
    """Fill a template. Raises TemplateRefused for a hostile or broken one, and when it names a fact there is not."""
    ready = compiled(template)
    for part in ready.filled:
        check_facts(part.asks, facts)
    values = _clean(facts, _countdown())
    filled = {part.name: _fill(part.name, part.template, values) for part in ready.filled}
    return packed_with(ready.packed, filled, LEVEL)


def check(template: bytes, facts: Mapping[str, Any]) -> None:
    """Raise TemplateRefused if the template could not be filled with facts of this shape; fill nothing."""
    for part in compiled(template).filled:
        check_facts(part.asks, facts)


def _fill(name: str, template: Template, values: Mapping[str, Any]) -> bytes:
    pieces, length = [], 0
    try:
        for piece in template.generate(values):
            pieces.append(piece)
            length += len(piece)
            if length > LONGEST_PART:
                raise TemplateRefused("too_long", name)
    except UndefinedError as error:
        raise TemplateRefused("unknown_fact", str(error.message)) from None
    except (TemplateError, TypeError, ValueError, RecursionError, OverflowError):
        raise TemplateRefused("broken_tag", name) from None
    written = "".join(pieces).encode()
    try:
        root = etree.fromstring(written, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise TemplateRefused("broken_result", name) from None
    return DECLARATION + (
        etree.tostring(root, encoding="UTF-8", xml_declaration=False) if _mend_tables(root) else written
    )


def _mend_tables(root: etree._Element) -> bool:
    """A cell needs a paragraph and a table a row; Word reports damage where a condition took the only one. Says
    whether anything was mended."""
    empty = [table for table in root.iter(W + "tbl") if table.find(W + "tr") is None and table.getparent() is not None]
    for table in empty:
        table.getparent().remove(table)
    open_ended = [cell for cell in root.iter(W + "tc") if len(cell) == 0 or cell[-1].tag != W + "p"]
    for cell in open_ended:
        etree.SubElement(cell, W + "p")
    return bool(empty or open_ended)


def _countdown() -> Iterator[int]:
    yield from range(MOST_TURNS)
    raise TemplateRefused("too_long", "for")


def _clean(value: Any, turns: Iterator[int]) -> Any:
    """Facts as XML can carry them, lists and dicts all the way down."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {key: _clean(item, turns) for key, item in value.items()}
    return _Rows([_clean(item, turns) for item in value], turns) if isinstance(value, list | tuple) else value


def clean_text(text: str) -> str:
    """Composed letters, one kind of line break, pairs of surrogates joined, and nothing that XML forbids."""
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return _CONTROL.sub("", unicodedata.normalize("NFC", _NEW_LINE.sub("\n", joined)))
