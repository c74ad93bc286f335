"""The way in: what a file is by its first bytes, whether it is that and nothing else, and what of it is kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from backend.documents.incoming import heif, jpeg, papers, png, webp
from backend.documents.incoming.refusals import FileRefused
from backend.documents.incoming.silenced import Silenced

FOREIGN = (b"%PDF-", b"PK\x03\x04", b"PK\x05\x06", b"\x7fELF")
FOREIGN_TEXT = (b"<html", b"<script", b"<svg", b"<!doctype", b"<?php")


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept: its true type, the ending of its name, what is kept of it, when the photo was taken."""

    media_type: str
    ending: str
    content: Iterator[bytes]
    taken_at: datetime | None = None


def check(data: bytes) -> Checked:
    """Decide by content alone, and make photos silent. Raises FileRefused; names and declared types are not asked."""
    if not data:
        raise FileRefused(FileRefused.EMPTY)
    if data[:3] == b"\xff\xd8\xff":
        return _photo("image/jpeg", "jpg", jpeg.silence, data)
    if data[:8] == png.SIGNATURE:
        return _photo("image/png", "png", png.silence, data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _photo("image/webp", "webp", webp.silence, data)
    if data[4:8] == b"ftyp" and data[8:12] in heif.BRANDS:
        return _photo("image/heic", "heic", heif.silence, data)
    if data[:5] == b"%PDF-":
        papers.check_pdf(data)
        return Checked("application/pdf", "pdf", _whole(data))
    if data[:4] == b"PK\x03\x04":
        papers.check_docx(data)
        media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return Checked(media_type, "docx", _whole(data))
    raise FileRefused(FileRefused.UNKNOWN)


def _photo(media_type: str, ending: str, silence: Callable[[bytes], Silenced], data: bytes) -> Checked:
    silenced = silence(data)
    for piece in silenced.dropped:
        said = bytes(piece)
        lowered = said.lower()
        if any(mark in said for mark in FOREIGN) or any(mark in lowered for mark in FOREIGN_TEXT):
            raise FileRefused(FileRefused.TWOFOLD)
    return Checked(media_type, ending, silenced.content(), silenced.taken_at)


def _whole(data: bytes) -> Iterator[bytes]:
    return Silenced([memoryview(data)], []).content()
