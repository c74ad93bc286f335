"""The two things of a photo's EXIF that are worth keeping: when it was taken, and which side is up."""

import struct
from dataclasses import dataclass
from datetime import datetime

ORIENTATION, CHANGED, EXIF_PART, TAKEN, TAKEN_OFFSET = 0x0112, 0x0132, 0x8769, 0x9003, 0x9011
SIZES = {2: 1, 3: 2, 4: 4}  # text, short, long: the types these entries have
MOST_ENTRIES = 500


@dataclass(frozen=True, slots=True)
class Particulars:
    """`taken_at` is naive unless the camera wrote its offset; `orientation` is 1 when the picture stands upright."""

    taken_at: datetime | None = None
    orientation: int = 1


def read(tiff: bytes) -> Particulars:
    """What a TIFF block says of the two; nothing when it is broken. Never raises, whatever the bytes."""
    try:
        return _read(tiff)
    except (struct.error, ValueError, KeyError, UnicodeDecodeError):
        return Particulars()


def orientation_alone(orientation: int) -> bytes:
    """A TIFF block that says which side is up, and nothing else."""
    entry = struct.pack("<HHIHH", ORIENTATION, 3, 1, orientation, 0)
    return b"II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 0)


def _read(tiff: bytes) -> Particulars:
    order = {b"II*\0": "<", b"MM\0*": ">"}[tiff[:4]]
    main = _entries(tiff, order, struct.unpack_from(f"{order}I", tiff, 4)[0])
    part = _entries(tiff, order, int(main[EXIF_PART])) if EXIF_PART in main else {}
    orientation = main.get(ORIENTATION, 1)
    return Particulars(
        _moment(part.get(TAKEN) or main.get(CHANGED), part.get(TAKEN_OFFSET)),
        orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1,
    )


def _entries(tiff: bytes, order: str, at: int) -> dict[int, int | str]:
    found: dict[int, int | str] = {}
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    for number in range(min(count, MOST_ENTRIES)):
        place = at + 2 + 12 * number
        tag, kind, length = struct.unpack_from(f"{order}HHI", tiff, place)
        if kind not in SIZES or tag in found:
            continue
        if kind == 2:
            place = place + 8 if length <= 4 else struct.unpack_from(f"{order}I", tiff, place + 8)[0]
            found[tag] = tiff[place : place + min(length, 64)].split(b"\0")[0].decode("ascii")
        else:
            found[tag] = struct.unpack_from(f"{order}{'H' if kind == 3 else 'I'}", tiff, place + 8)[0]
    return found


def _moment(told: int | str | None, offset: int | str | None) -> datetime | None:
    if not isinstance(told, str):
        return None
    if isinstance(offset, str) and offset.strip():
        try:
            return datetime.strptime(f"{told.strip()}{offset.strip()}", "%Y:%m:%d %H:%M:%S%z")
        except ValueError:
            pass
    return datetime.strptime(told.strip(), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 -- a camera knows no zone
