"""Filling a DOCX: strict, sandboxed, and the same bytes for the same facts. Pure: bytes and dicts in, bytes out.

docxtpl turns the tags of Word into Jinja (`patch_xml`); what is around it is ours, because its own `render` drops
text it cannot parse and runs whatever a template says.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup

from backend.documents.asking import check_asked
from backend.documents.package import open_package, parsed
from backend.documents.refusals import TemplateRefused
from backend.documents.tags import W, check_part, unquoted

FIXED_DATE = (1980, 1, 1, 0, 0, 0)
LONGEST_PART = 8 * 1024 * 1024
MOST_TURNS = 20_000
BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
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


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja with no way out: facts are read by name from plain mappings, and nothing else has attributes."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if attribute in ("index", "first", "last", "length") and type(obj).__name__ == "LoopContext":
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


def environment() -> _Environment:
    """The environment templates are compiled in. An unknown name is an error, and values come out as Word's text."""
    return _Environment(undefined=StrictUndefined, autoescape=False, finalize=_as_word_text)


def render(template: bytes, facts: Mapping[str, Any]) -> bytes:
    """Fill a template. Raises TemplateRefused for a hostile or broken one, and when it names a fact there is not."""
    package = open_package(template)
    compiled = {name: _compile(name, package.parts[name], facts) for name in package.filled}
    values = _clean(facts, _countdown())
    filled = {name: _fill(name, each, values) for name, each in compiled.items()}
    return _packed({name: filled.get(name, data) for name, data in package.parts.items()})


def check(template: bytes, facts: Mapping[str, Any]) -> None:
    """Raise TemplateRefused if the template could not be filled with facts of this shape; fill nothing."""
    package = open_package(template)
    for name in package.filled:
        _compile(name, package.parts[name], facts)


def _compile(name: str, data: bytes, facts: Mapping[str, Any]) -> Template:
    root = parsed(name, data)
    check_part(name, root)
    jinja = environment()
    source = unquoted(DocxTemplate(io.BytesIO()).patch_xml(etree.tostring(root, encoding="unicode")))
    check_asked(source, facts, jinja)
    try:
        return jinja.from_string(source)
    except (TemplateError, SyntaxError, ValueError, RecursionError, OverflowError, MemoryError):
        raise TemplateRefused("broken_tag", name) from None


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
    try:
        root = etree.fromstring("".join(pieces).encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise TemplateRefused("broken_result", name) from None
    _mend_tables(root)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))


def _mend_tables(root: etree._Element) -> None:
    """A cell needs a paragraph and a table a row; Word reports damage where a condition took the only one."""
    for table in list(root.iter(W + "tbl")):
        if table.find(W + "tr") is None and (parent := table.getparent()) is not None:
            parent.remove(table)
    for cell in root.iter(W + "tc"):
        if len(cell) == 0 or cell[-1].tag != W + "p":
            etree.SubElement(cell, W + "p")


def _as_word_text(value: Any) -> Any:
    """A value inside a run: escaped, with line breaks and tabs as Word knows them."""
    if isinstance(value, Markup | StrictUndefined):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TemplateRefused("not_text", type(value).__name__)
    return escape(str(value)).replace("\n", BREAK).replace("\t", TAB)


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


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """The same members in the same order with one date: equal facts give equal papers."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(zipfile.ZipInfo(name, FIXED_DATE), data, zipfile.ZIP_DEFLATED, 6)
    return out.getvalue()
