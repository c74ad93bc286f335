"""JPEG: segments are kept or left out as they stand; the picture's own data is passed on untouched."""

from backend.documents.incoming import exif
from backend.documents.incoming.refusals import FileRefused
from backend.documents.incoming.silenced import Silenced

SOI, EOI, SOS, APP0, APP1, APP2, APP14, COMMENT = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE, 0xFE
WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD8)}
FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
EXIF_HEAD = b"Exif\0\0"


def silence(data: bytes) -> Silenced:
    """Leave out EXIF (with place and small copy), XMP, comments, maker's data and whatever follows the picture.

    Kept beside the picture: JFIF, the colour profile, Adobe's colour mark, and which side is up.
    """
    view, at = memoryview(data), 2
    kept: list[bytes | memoryview] = [view[:2]]
    dropped: list[bytes | memoryview] = []
    particulars, has_frame = exif.Particulars(), False
    while True:
        marker, begin = _marker(data, at)
        if marker == EOI:
            kept.append(bytes([0xFF, EOI]))
            dropped.append(view[begin + 2 :])
            break
        end = begin + 2 if marker in WITHOUT_LENGTH else begin + 2 + _length(data, begin + 2)
        has_frame = has_frame or marker in FRAMES
        if marker == APP1 and data[begin + 4 : begin + 10] == EXIF_HEAD and particulars == exif.Particulars():
            particulars = exif.read(data[begin + 10 : end])
        if marker == SOS:
            end = _end_of_scan(data, end)
        (kept if _is_kept(marker, data, begin) else dropped).append(view[begin:end])
        at = end
    if not has_frame:
        raise FileRefused(FileRefused.DAMAGED)
    if particulars.orientation != 1:
        block = EXIF_HEAD + exif.orientation_alone(particulars.orientation)
        kept.insert(1, bytes([0xFF, APP1]) + (len(block) + 2).to_bytes(2, "big") + block)
    return Silenced(kept, dropped, particulars.taken_at)


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """The marker at `at` and where it begins; padding bytes before it are skipped."""
    if data[at : at + 1] != b"\xff":
        raise FileRefused(FileRefused.DAMAGED)
    while data[at + 1 : at + 2] == b"\xff":
        at += 1
    if at + 1 >= len(data) or data[at + 1] in (0x00, SOI):
        raise FileRefused(FileRefused.DAMAGED)
    return data[at + 1], at


def _length(data: bytes, at: int) -> int:
    length = int.from_bytes(data[at : at + 2], "big")
    if length < 2 or at + length > len(data):
        raise FileRefused(FileRefused.DAMAGED)
    return length


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the compressed data of a scan ends: at the next marker that is neither stuffing nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise FileRefused(FileRefused.DAMAGED)
        following = data[at + 1]
        if following not in (0x00, 0xFF) and not 0xD0 <= following <= 0xD7:
            return at
        at += 1 if following == 0xFF else 2


def _is_kept(marker: int, data: bytes, begin: int) -> bool:
    if marker == APP2:
        return data[begin + 4 : begin + 16] == b"ICC_PROFILE\0"
    if marker == APP0:
        return data[begin + 4 : begin + 9] == b"JFIF\0"  # JFXX holds a small copy
    return marker == APP14 or not (APP0 <= marker <= 0xEF or marker == COMMENT)
