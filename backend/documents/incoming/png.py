"""PNG: a row of chunks, each checked; only those that make the picture are passed on."""

import zlib

from backend.documents.incoming import exif
from backend.documents.incoming.refusals import FileRefused
from backend.documents.incoming.silenced import Silenced

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD", b"pHYs",
}  # fmt: skip


def silence(data: bytes) -> Silenced:
    """Leave out texts, times, EXIF and everything unknown or behind the end."""
    view, at = memoryview(data), len(SIGNATURE)
    kept: list[bytes | memoryview] = [view[:at]]
    dropped: list[bytes | memoryview] = []
    particulars, seen = exif.Particulars(), set()
    while True:
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(data) or zlib.crc32(view[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            raise FileRefused(FileRefused.DAMAGED)
        if name == b"eXIf":
            particulars = exif.read(data[at + 8 : end - 4])
        if name == b"IDAT" and b"IDAT" not in seen and particulars.orientation != 1:
            kept.append(_chunk(b"eXIf", exif.orientation_alone(particulars.orientation)))
        if not seen and name != b"IHDR":
            raise FileRefused(FileRefused.DAMAGED)
        seen.add(name)
        (kept if name in KEPT else dropped).append(view[at:end])
        at = end
        if name == b"IEND":
            break
    if b"IDAT" not in seen:
        raise FileRefused(FileRefused.DAMAGED)
    return Silenced(kept, [*dropped, view[at:]], particulars.taken_at)


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
