"""Reading the tags of a template's part before Jinja sees them, so that no text is lost and no refusal lacks its place.

What authors may write: `{{ fact }}` and `{% if %}`, `{% for %}` within one paragraph; `{%p … %}` alone in a paragraph
around whole paragraphs; `{%tr … %}` alone in a table row around whole rows. Pure.
"""

import re
from collections.abc import Iterator

from lxml import etree

from backend.documents.refusals import TemplateRefused

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_TAGS = 2000
LONGEST_TAG = 300
_OPEN = re.compile(r"\{[{%#]")
_CLOSE = {"{{": "}}", "{%": "%}", "{#": "#}"}
_STATEMENT = re.compile(r"\{%(p |tr )?\s*(\w+)\b.*%\}$", re.S)
_MATES = {"endif": ("if",), "elif": ("if",), "else": ("if", "for"), "endfor": ("for",)}
_TRACKED = {W + tag for tag in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "delText", "delInstrText")}
_COMMENTS = {W + tag for tag in ("commentRangeStart", "commentReference")}
_OBJECTS = {W + tag for tag in ("altChunk", "object", "control", "subDoc", "movie")}
_FIELDS = re.compile(
    r"\b(?:INCLUDE(?:TEXT|PICTURE)?|LINK|DDE(?:AUTO)?|IMPORT|DATABASE|MACROBUTTON|AUTOTEXT(?:LIST)?|RD|EMBED|CONTROL|HTMLCONTROL)\b", re.I
)  # fmt: skip
_MISQUOTED = str.maketrans(
    {**dict.fromkeys("«»„“”", '"'), **dict.fromkeys("‘’‚", "'"), **dict.fromkeys("–—−", "-"), "…": "..."}
)
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)


def check_part(name: str, root: etree._Element) -> None:
    """Refuse what must not be in a filled part, then check every tag of it. Raises TemplateRefused."""
    _check_elements(name, root)
    lone_rows = {row: text for row in root.iter(W + "tr") if "{%tr" in (text := _text(row))}
    opened: list[tuple[str, str]] = []
    count = 0
    for paragraph, text in _paragraphs(root).items():
        within: list[tuple[str, str]] = []
        for tag in tags_of(text):
            count += 1
            if count > MOST_TAGS:
                raise TemplateRefused("too_long", name)
            _check_tag(tag, text, paragraph, lone_rows, opened, within)
        if within:
            raise TemplateRefused("unclosed_tag", within[-1][1])
    if opened:
        raise TemplateRefused("unclosed_tag", opened[-1][1])


def tags_of(text: str) -> Iterator[str]:
    """The tags in the text of a paragraph. Raises TemplateRefused for one that is not closed where it began."""
    at = 0
    while found := _OPEN.search(text, at):
        end = text.find(_CLOSE[found.group()], found.end(), found.start() + LONGEST_TAG)
        if end < 0:
            raise TemplateRefused("unclosed_tag", text[found.start() : found.start() + 60])
        at = end + 2
        yield text[found.start() : at]


def unquoted(xml: str) -> str:
    """The part with the quotes and dashes that Word puts into tags by itself turned back into plain ones."""
    return _TAG.sub(lambda tag: tag.group().translate(_MISQUOTED), xml)


def _paragraphs(root: etree._Element) -> dict[etree._Element, str]:
    """Each paragraph that has text with that text; a text box inside a paragraph is no part of it."""
    found: dict[etree._Element, list[str]] = {}
    for piece in root.iter(W + "t"):
        paragraph = next(piece.iterancestors(W + "p"), None)
        if paragraph is not None:
            found.setdefault(paragraph, []).append(piece.text or "")
    return {paragraph: "".join(pieces) for paragraph, pieces in found.items()}


def _text(element: etree._Element) -> str:
    return "".join(piece.text or "" for piece in element.iter(W + "t"))


def _check_tag(
    tag: str,
    text: str,
    paragraph: etree._Element,
    lone_rows: dict[etree._Element, str],
    opened: list[tuple[str, str]],
    within: list[tuple[str, str]],
) -> None:
    """One tag: of a kind we know, where it may stand, and closing what was opened on its own level."""
    if tag.startswith("{#"):
        raise TemplateRefused("forbidden_tag", tag)
    if tag.startswith("{{"):
        if re.match(r"\{\{(?:[-+]|(?:r|p|tr|tc)\s)", tag):
            raise TemplateRefused("forbidden_tag", tag)
        return
    statement = _STATEMENT.match(tag)
    if statement is None:
        raise TemplateRefused("broken_tag" if tag[2:-2].strip() == "" else "forbidden_tag", tag)
    level, word = statement.groups()
    if word not in ("if", "for", *_MATES):
        raise TemplateRefused("forbidden_tag", tag)
    if level == "p " and text.strip() != tag:
        raise TemplateRefused("text_beside_tag", tag)
    if level == "tr ":
        row = next((lone_rows.get(above) for above in paragraph.iterancestors(W + "tr")), None)
        if row is None or row.strip() != tag:
            raise TemplateRefused("text_beside_tag", tag)
    stack = opened if level else within
    if word in ("if", "for"):
        stack.append(((level or "") + word, tag))
    elif not stack or stack[-1][0] not in [(level or "") + mate for mate in _MATES[word]]:
        raise TemplateRefused("unclosed_tag" if stack else "broken_tag", stack[-1][1] if stack else tag)
    elif word.startswith("end"):
        stack.pop()


def _check_elements(name: str, root: etree._Element) -> None:
    fields = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            raise TemplateRefused("damaged", name)  # comments, instructions and entities: Word writes none
        local = element.tag
        if local in _TRACKED:
            raise TemplateRefused("tracked_changes", _text(element)[:60] or name)
        if local in _COMMENTS:
            raise TemplateRefused("comments", name)
        if local in _OBJECTS or local.endswith("}OLEObject"):
            raise TemplateRefused("embedded_object", f"{name}: {local.rpartition('}')[2]}")
        if local == W + "instrText":
            fields.append(element.text or "")
        elif local == W + "fldSimple":
            fields.append(f" {element.get(W + 'instr', '')} ")
        if local != W + "t" and (found := _OPEN.search(element.text or "")):
            raise TemplateRefused("tag_elsewhere", (element.text or "")[found.start() :][:60])
        for value in (element.tail, *element.attrib.values()):
            if value and _OPEN.search(str(value)):
                raise TemplateRefused("tag_elsewhere", str(value)[:60])
    if found := _FIELDS.search("".join(fields)):
        raise TemplateRefused("active_field", found.group())
