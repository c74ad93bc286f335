"""Filling a DOCX: strict, sandboxed, and the same bytes for the same facts. Pure: bytes and dicts in, bytes out."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError

FIXED_DATE = (1980, 1, 1, 0, 0, 0)
LARGEST = 5 * 1024 * 1024
LARGEST_UNPACKED = 40 * 1024 * 1024
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For, nodes.If, nodes.Const,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter,
)  # fmt: skip
FILTERS = {"upper", "lower", "capitalize", "e", "length"}


class TemplateRefused(Exception):
    """A template that cannot be used. `code` says why, `place` where (a tag, a part of the file)."""

    def __init__(self, code: str, place: str = "") -> None:
        super().__init__(f"{code}: {place}" if place else code)
        self.code, self.place = code, place


def environment() -> ImmutableSandboxedEnvironment:
    """Jinja with no way out: no calls, no attributes of Python's own, an unknown name is an error."""
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def render(template: bytes, facts: Mapping[str, Any]) -> bytes:
    """Fill a template. Raises TemplateRefused for a hostile or broken one, and when it names a fact there is not."""
    guard(template)
    paper = DocxTemplate(io.BytesIO(template))
    paper.init_docx()
    used_names(paper)
    try:
        paper.render(_clean(facts), environment())
    except UndefinedError as error:
        raise TemplateRefused("unknown_fact", str(error.message)) from None
    except (TemplateSyntaxError, SecurityError) as error:
        raise TemplateRefused("broken_tag", str(error)) from None
    out = io.BytesIO()
    paper.save(out)
    return _same_bytes_every_time(out.getvalue())


def guard(template: bytes) -> None:
    """Refuse what is no plain DOCX before anything unpacks it: bombs, macros, embedded objects, links out of the file."""
    if len(template) > LARGEST:
        raise TemplateRefused("too_large")
    try:
        archive = zipfile.ZipFile(io.BytesIO(template))
    except zipfile.BadZipFile:
        raise TemplateRefused("not_a_docx") from None
    with archive:
        entries = archive.infolist()
        if "word/document.xml" not in archive.namelist():
            raise TemplateRefused("not_a_docx")
        if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED or len(entries) > 500:
            raise TemplateRefused("too_large")
        for entry in entries:
            if "vbaProject" in entry.filename or "/embeddings/" in entry.filename or "/activeX/" in entry.filename:
                raise TemplateRefused("active_content", entry.filename)
            if entry.filename.endswith((".xml", ".rels")):
                text = archive.read(entry)
                if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                    raise TemplateRefused("doctype", entry.filename)
                if entry.filename.endswith(".rels") and b'TargetMode="External"' in text and b"/hyperlink" not in text:
                    raise TemplateRefused("external_link", entry.filename)
                if b"macroEnabled" in text:
                    raise TemplateRefused("active_content", entry.filename)


def used_names(paper: DocxTemplate) -> set[str]:
    """The top-level names the template asks for, after checking that its tags do nothing but read, compare and repeat."""
    found: set[str] = set()
    parts = [paper.patch_xml(paper.get_xml())]
    for uri in (paper.HEADER_URI, paper.FOOTER_URI):
        for _key, part in paper.get_headers_footers(uri):
            parts.append(paper.patch_xml(paper.xml_to_string(part)))
    for xml in parts:
        try:
            tree = environment().parse(xml)
        except TemplateSyntaxError as error:
            raise TemplateRefused("broken_tag", str(error)) from None
        for node in tree.find_all(nodes.Node):
            if isinstance(node, nodes.Filter) and node.name not in FILTERS:
                raise TemplateRefused("forbidden_tag", node.name)
            if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
                raise TemplateRefused("forbidden_tag", node.attr)
            if not isinstance(node, ALLOWED):
                raise TemplateRefused("forbidden_tag", type(node).__name__)
        found |= meta.find_undeclared_variables(tree)
    return found


def _clean(value: Any) -> Any:
    """Text as XML can carry it: composed letters, no control characters; lists and dicts all the way down."""
    if isinstance(value, str):
        return CONTROL.sub("", unicodedata.normalize("NFC", value.replace("\r\n", "\n")))
    if isinstance(value, Mapping):
        return {key: _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list | tuple) else value


def _same_bytes_every_time(paper: bytes) -> bytes:
    """The same members in the same order with one date: equal facts give equal papers."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(paper)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            made.writestr(zipfile.ZipInfo(name, FIXED_DATE), given.read(name), zipfile.ZIP_DEFLATED, 6)
    return out.getvalue()
