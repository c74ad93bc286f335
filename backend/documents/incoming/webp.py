"""WEBP: a RIFF of chunks; EXIF and XMP are left out, and the header no longer speaks of them."""

from backend.documents.incoming import exif
from backend.documents.incoming.refusals import FileRefused
from backend.documents.incoming.silenced import Silenced

KEPT = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
PICTURES = {b"VP8 ", b"VP8L", b"ANMF"}
EXIF_FLAG, XMP_FLAG = 0x08, 0x04


def silence(data: bytes) -> Silenced:
    """Leave out EXIF but for which side is up, XMP, everything unknown, and whatever follows the RIFF."""
    whole = 8 + int.from_bytes(data[4:8], "little")
    if whole > len(data):
        raise FileRefused(FileRefused.DAMAGED)
    view, at = memoryview(data), 12
    kept: list[bytes | memoryview] = []
    dropped: list[bytes | memoryview] = [view[whole:]]
    particulars, has_picture, flags_at = exif.Particulars(), False, None
    while at < whole:
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + length + length % 2
        if end > whole:
            raise FileRefused(FileRefused.DAMAGED)
        body = data[at + 8 : at + 8 + length] if name in (b"EXIF", b"VP8X") else b""
        if name == b"EXIF":
            particulars = exif.read(body.removeprefix(b"Exif\0\0"))
        has_picture = has_picture or name in PICTURES
        if name == b"VP8X" and body:
            flags_at = len(kept) + 1
            kept += [view[at : at + 8], bytes([body[0] & ~(EXIF_FLAG | XMP_FLAG)]), view[at + 9 : end]]
        else:
            (kept if name in KEPT else dropped).append(view[at:end])
        at = end
    if not has_picture:
        raise FileRefused(FileRefused.DAMAGED)
    if particulars.orientation != 1 and flags_at is not None:
        block = exif.orientation_alone(particulars.orientation)
        kept[flags_at] = bytes([kept[flags_at][0] | EXIF_FLAG])
        kept.append(b"EXIF" + len(block).to_bytes(4, "little") + block)
    size = 4 + sum(len(piece) for piece in kept)
    return Silenced([b"RIFF" + size.to_bytes(4, "little") + b"WEBP", *kept], dropped, particulars.taken_at)
