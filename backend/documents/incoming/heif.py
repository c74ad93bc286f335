"""HEIC and HEIF: EXIF and XMP are items somewhere in the file; their bytes are blanked where they lie, nothing moves.

A file whose plan cannot be read to the end is refused: better no photo than one that tells where it was taken.
Which side is up is a property of the picture here, not of its EXIF, and stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from backend.documents.incoming import exif
from backend.documents.incoming.refusals import FileRefused
from backend.documents.incoming.silenced import Silenced

BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"}
EMPTY_EXIF = bytes(4) + b"II*\0" + (8).to_bytes(4, "little") + bytes(6)  # zeros alone would irritate some viewers
OF_THE_PICTURE = {b"ftyp", b"meta", b"mdat"}


def silence(data: bytes) -> Silenced:
    """Blank EXIF and XMP, and boxes that are neither picture nor plan: the film of a live photo, makers' own."""
    boxes = list(_boxes(data, 0, len(data)))
    metas = [box for box in boxes if box.name == b"meta"]
    if len(metas) != 1:
        raise FileRefused(FileRefused.NOT_SILENCED)
    blanked, taken_at = bytearray(data), None
    dropped: list[bytes | memoryview] = []
    for begin, end, is_exif in _hidden(data, metas[0]):
        if is_exif and taken_at is None:
            taken_at = _particulars(data[begin:end]).taken_at
        says_nothing = EMPTY_EXIF if is_exif and end - begin >= len(EMPTY_EXIF) else b""
        blanked[begin:end] = says_nothing.ljust(end - begin, b"\0")
    for box in boxes:
        if box.name not in OF_THE_PICTURE:
            dropped.append(data[box.begin : box.end])
            blanked[box.begin + 4 : box.begin + 8] = b"free"
            blanked[box.body : box.end] = bytes(box.end - box.body)
    return Silenced([memoryview(blanked)], dropped, taken_at)


@dataclass(frozen=True, slots=True)
class _Box:
    name: bytes
    begin: int
    body: int
    end: int


def _boxes(data: bytes, at: int, end: int) -> Iterator[_Box]:
    while at < end:
        size, name, body = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + 8
        if size == 1:
            size, body = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        elif size == 0:
            size = end - at
        if at + size > end or at + size < body:
            raise FileRefused(FileRefused.DAMAGED)
        yield _Box(name, at, body, at + size)
        at += size


def _hidden(data: bytes, meta: _Box) -> list[tuple[int, int, bool]]:
    """Where the items with EXIF, XMP and other texts lie: begin, end, and whether it is EXIF."""
    inside = {box.name: box for box in _boxes(data, meta.body + 4, meta.end)}
    if b"iinf" not in inside or b"iloc" not in inside:
        raise FileRefused(FileRefused.NOT_SILENCED)
    wanted = _items_to_hide(data, inside[b"iinf"])
    idat = inside.get(b"idat")
    try:
        places = list(_extents(data, inside[b"iloc"], idat.body if idat else None, set(wanted)))
    except IndexError:
        raise FileRefused(FileRefused.NOT_SILENCED) from None
    if {item for item, _begin, _end in places} != set(wanted) or any(end > len(data) for _i, _b, end in places):
        raise FileRefused(FileRefused.NOT_SILENCED)
    return [(begin, end, wanted[item]) for item, begin, end in places]


def _items_to_hide(data: bytes, iinf: _Box) -> dict[int, bool]:
    """Ids of the items that are not pictures: EXIF (true), and XMP or other texts (false)."""
    wide = data[iinf.body] != 0
    found: dict[int, bool] = {}
    for box in _boxes(data, iinf.body + (8 if wide else 6), iinf.end):
        version = data[box.body] if box.name == b"infe" else 0
        if version < 2:
            raise FileRefused(FileRefused.NOT_SILENCED)
        width = 2 if version == 2 else 4
        at = box.body + 4
        item, kind = int.from_bytes(data[at : at + width], "big"), data[at + width + 2 : at + width + 6]
        if kind in (b"Exif", b"mime", b"uri "):
            found[item] = kind == b"Exif"
    return found


def _extents(data: bytes, iloc: _Box, idat: int | None, wanted: set[int]) -> Iterator[tuple[int, int, int]]:
    """Item, begin and end of each piece of the wanted items. Raises FileRefused for a plan of an unknown kind."""
    version, at = data[iloc.body], iloc.body + 4
    if version > 2:
        raise FileRefused(FileRefused.NOT_SILENCED)
    offset_size, length_size = data[at] >> 4, data[at] & 15
    base_size, index_size = data[at + 1] >> 4, (data[at + 1] & 15) if version else 0
    at += 2

    def number(width: int) -> int:
        nonlocal at
        if at + width > iloc.end:
            raise FileRefused(FileRefused.NOT_SILENCED)
        at += width
        return int.from_bytes(data[at - width : at], "big")

    for _item in range(number(4 if version == 2 else 2)):
        item = number(4 if version == 2 else 2)
        method = number(2) & 15 if version else 0
        number(2)  # which data it is in: this file
        base = number(base_size)
        for _extent in range(number(2)):
            number(index_size)
            begin, length = base + number(offset_size), number(length_size)
            if item not in wanted:
                continue
            if method > 1 or (method == 1 and idat is None) or not length:
                raise FileRefused(FileRefused.NOT_SILENCED)
            begin += idat if method == 1 and idat is not None else 0
            yield item, begin, begin + length


def _particulars(item: bytes) -> exif.Particulars:
    """An EXIF item begins with how far into it the TIFF block lies."""
    return exif.read(item[4 + int.from_bytes(item[:4], "big") :])
