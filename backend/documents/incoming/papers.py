"""PDF and DOCX: taken as they are, when they are what they say and nothing besides."""

import io
import re
import zipfile

from backend.documents.incoming.refusals import FileRefused

END_OF_ZIP = b"PK\x05\x06"
LARGEST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 2000
LARGEST_RELS = 1024 * 1024
RELATION = re.compile(rb"<Relationship\b[^>]*>")


def check_pdf(data: bytes) -> None:
    """Raise FileRefused unless the PDF ends as one, and no archive lies behind it."""
    if data.rfind(b"%%EOF", max(0, len(data) - 2048)) < 0:
        raise FileRefused(FileRefused.DAMAGED)
    if data.rfind(END_OF_ZIP, max(0, len(data) - 66_000)) >= 0:
        raise FileRefused(FileRefused.TWOFOLD)


def check_docx(data: bytes) -> None:
    """Raise FileRefused for what is no plain DOCX: other archives, bombs, macros, things to fetch or run on opening."""
    if b"%PDF-" in data[:1024]:
        raise FileRefused(FileRefused.TWOFOLD)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive, data)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError):
        raise FileRefused(FileRefused.DAMAGED) from None


def _check_parts(archive: zipfile.ZipFile, data: bytes) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "word/document.xml" not in names or "[Content_Types].xml" not in names:
        raise FileRefused(FileRefused.UNKNOWN)
    first = min(part.header_offset for part in parts)
    behind = len(data) - data.rfind(END_OF_ZIP) - 22 - len(archive.comment)
    if first != 0 or behind != 0 or archive.comment or len(names) != len(parts):
        raise FileRefused(FileRefused.TWOFOLD)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise FileRefused(FileRefused.DAMAGED)
    for part in parts:
        name = part.filename.lower()
        if "vbaproject" in name or "/embeddings/" in name or "/activex/" in name:
            raise FileRefused(FileRefused.ACTIVE)
        if name.endswith(".rels"):
            _check_relations(archive, part)


def _check_relations(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A link that is clicked may lead out; a template, picture or frame that is fetched on opening may not."""
    if part.file_size > LARGEST_RELS:
        raise FileRefused(FileRefused.DAMAGED)
    for relation in RELATION.findall(archive.read(part)):
        if b"External" in relation and b"/hyperlink" not in relation:
            raise FileRefused(FileRefused.ACTIVE)
