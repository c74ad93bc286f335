"""A template made ready to be filled many times: checked, its tags compiled, what never changes already packed. Pure.

docxtpl turns the tags of Word into Jinja (`patch_xml`); what is around it is ours, because its own `render` drops
text it cannot parse and runs whatever a template says.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup

from backend.documents.asking import read_tags
from backend.documents.package import open_package, parsed
from backend.documents.refusals import TemplateRefused
from backend.documents.tags import check_part, unquoted

MOST_KEPT = 64  # templates, of about 0.1 MB each
FIXED_DATE = (1980, 1, 1, 0, 0, 0)
BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


@dataclass(frozen=True, slots=True)
class Filled:
    """A part whose text is filled: what it asks for, and what writes it."""

    name: str
    asks: nodes.Template
    template: Template


@dataclass(frozen=True, slots=True)
class Compiled:
    """`packed` is a ZIP of the parts that never change; `filled` are the others, the main one first."""

    packed: bytes
    filled: tuple[Filled, ...]


@lru_cache(MOST_KEPT)
def compiled(template: bytes) -> Compiled:
    """The template made ready, or kept from before. Raises TemplateRefused for a hostile or broken one."""
    package = open_package(template)
    filled = tuple(_compile(name, package.parts[name]) for name in package.filled)
    still = {name: data for name, data in package.parts.items() if name not in package.filled}
    return Compiled(packed_with(b"", still, 9), filled)


def packed_with(packed: bytes, parts: Mapping[str, bytes], level: int) -> bytes:
    """A ZIP with `parts` after what is `packed`. Equal parts in equal order give equal bytes."""
    out = io.BytesIO(packed)
    with zipfile.ZipFile(out, "a" if packed else "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(zipfile.ZipInfo(name, FIXED_DATE), data, zipfile.ZIP_DEFLATED, level)
    return out.getvalue()


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


def _compile(name: str, data: bytes) -> Filled:
    root = parsed(name, data)
    check_part(name, root)
    jinja = environment()
    source = unquoted(DocxTemplate(io.BytesIO()).patch_xml(etree.tostring(root, encoding="unicode")))
    asks = read_tags(source, jinja)
    try:
        return Filled(name, asks, jinja.from_string(source))
    except (TemplateError, SyntaxError, ValueError, RecursionError, OverflowError, MemoryError):
        raise TemplateRefused("broken_tag", name) from None


def _as_word_text(value: Any) -> Any:
    """A value inside a run: escaped, with line breaks and tabs as Word knows them."""
    if isinstance(value, Markup | StrictUndefined):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise TemplateRefused("not_text", type(value).__name__)
    return escape(str(value)).replace("\n", BREAK).replace("\t", TAB)
