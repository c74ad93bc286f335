"""Opening a DOCX that a stranger may have made: everything dangerous is refused before anything reads it. Pure."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from backend.documents.refusals import TemplateRefused

LARGEST = 5 * 1024 * 1024
LARGEST_UNPACKED = 20 * 1024 * 1024
LARGEST_XML = 1024 * 1024  # a long paper has 200 KB; reading one of this size takes less than a second
MOST_PARTS = 300
CHUNK = 64 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an encrypted DOCX is such a container, and so is an old .doc
TYPES = "[Content_Types].xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN = WORD + "document.main+xml"
FILLED = {MAIN, *(WORD + kind + "+xml" for kind in ("header", "footer", "footnotes", "endnotes"))}
_PROGRAMS = re.compile(r"vbaProject|vbaData|activeX|attachedToolbars|customUI|\.(?:exe|dll|js|vbs|bat|cmd|scr)$", re.I)
_OBJECTS = re.compile(r"(?:^|/)embeddings/|oleObject|afchunk|\.(?:bin|html?|mht|rtf|docx?|docm|xlsx?|zip)$", re.I)
_BAD_RELATIONS = re.compile(
    r"/(attachedTemplate|oleObject|package|control|aFChunk|vbaProject|subDocument|frame)$", re.I
)
_OUTSIDE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|\\\\)", re.I)
_HARMLESS_LINK = re.compile(r"^(?:https?://|mailto:)", re.I)


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a DOCX in their order, and the names of those whose text is filled, the main one first."""

    parts: dict[str, bytes]
    filled: tuple[str, ...]


def open_package(content: bytes) -> Package:
    """The parts of a plain DOCX. Raises TemplateRefused for anything else."""
    if len(content) > LARGEST:
        raise TemplateRefused("too_large", "DOCX")
    if content.startswith(OLE):
        raise TemplateRefused("encrypted")
    parts = _unpacked(content)
    for name, data in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            _check_xml(name, data)
    filled = _filled_parts(parts)
    for name in parts:
        if _PROGRAMS.search(name):
            raise TemplateRefused("active_content", name)
        if _OBJECTS.search(name):
            raise TemplateRefused("embedded_object", name)
        if name.endswith(".rels"):
            _check_relations(name, parts[name])
    return Package(parts, filled)


def _unpacked(content: bytes) -> dict[str, bytes]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        raise TemplateRefused("not_a_docx") from None
    with archive:
        entries = archive.infolist()
        names = [entry.filename for entry in entries]
        if len(entries) > MOST_PARTS:
            raise TemplateRefused("too_large", f"{len(entries)}")
        _check_names(names)
        parts: dict[str, bytes] = {}
        left = LARGEST_UNPACKED
        for entry in entries:
            if entry.is_dir():
                continue
            if entry.flag_bits & 0x1:
                raise TemplateRefused("encrypted")
            limit = min(left, LARGEST_XML if entry.filename.endswith((".xml", ".rels")) else left)
            parts[entry.filename] = _inflated(archive, entry, limit)
            left -= len(parts[entry.filename])
    if TYPES not in parts:
        raise TemplateRefused("not_a_docx")
    return parts


def _check_names(names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        folded = name.casefold()
        if folded in seen:
            raise TemplateRefused("duplicate_part", name)
        seen.add(folded)
        if name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/"):
            raise TemplateRefused("bad_part_name", name.replace("\0", "?"))


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """One part, counted while it is inflated: the size in the header is the word of whoever made the file."""
    held = bytearray()
    try:
        with archive.open(entry) as member:
            while piece := member.read(CHUNK):
                held += piece
                if len(held) > limit:
                    raise TemplateRefused("too_large", entry.filename)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise TemplateRefused("damaged", entry.filename) from None
    return bytes(held)


def parsed(name: str, data: bytes) -> etree._Element:
    """A part as a tree, with no entities, no network and the size limits of the library on."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise TemplateRefused("damaged", name) from None


def _check_xml(name: str, data: bytes) -> None:
    # Two-byte encodings would hide the word from a plain search, so their zeros are dropped first.
    bare = data.replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
        raise TemplateRefused("doctype", name)
    declared = re.match(rb"[^<]*<\?XML[^>]*ENCODING\s*=\s*[\"']([^\"']+)", bare)
    if declared and declared.group(1) not in (b"UTF-8", b"UTF-16", b"US-ASCII", b"ASCII"):
        raise TemplateRefused("damaged", name)


def _filled_parts(parts: dict[str, bytes]) -> tuple[str, ...]:
    root = parsed(TYPES, parts[TYPES])
    types = {
        str(node.get("PartName", "")).lstrip("/"): str(node.get("ContentType", "")) for node in root.iter("{*}Override")
    }
    told = " ".join([*types.values(), *(str(node.get("ContentType", "")) for node in root.iter("{*}Default"))]).lower()
    if "macroenabled" in told or "vbaproject" in told or "activex" in told:
        raise TemplateRefused("active_content", TYPES)
    if "oleobject" in told:
        raise TemplateRefused("embedded_object", TYPES)
    main = [name for name, kind in types.items() if kind == MAIN and name in parts]
    if len(main) != 1:
        raise TemplateRefused("not_a_docx")
    return (*main, *sorted(name for name, kind in types.items() if kind in FILLED and kind != MAIN and name in parts))


def _check_relations(name: str, data: bytes) -> None:
    for relation in parsed(name, data).iter("{*}Relationship"):
        kind, target = str(relation.get("Type", "")), str(relation.get("Target", ""))
        outside = relation.get("TargetMode") == "External" or _OUTSIDE.match(target)
        if outside and not (kind.endswith("/hyperlink") and _HARMLESS_LINK.match(target)):
            raise TemplateRefused("external_link", f"{name}: {kind.rsplit('/', 1)[-1]}")
        if found := _BAD_RELATIONS.search(kind):
            code = "active_content" if found.group(1) in ("vbaProject", "control") else "embedded_object"
            raise TemplateRefused(code, f"{name}: {found.group(1)}")
