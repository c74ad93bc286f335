"""What is left of a photo, and what was left out of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Silenced:
    """The pieces to keep, in order; the pieces left out, to be looked at for other files hidden in them."""

    kept: list[bytes | memoryview]
    dropped: list[bytes | memoryview]
    taken_at: datetime | None = None

    def content(self, step: int = 64 * 1024) -> Iterator[bytes]:
        """The kept bytes in small pieces, so that whoever writes them never holds a second copy of the whole."""
        for piece in self.kept:
            for at in range(0, len(piece), step):
                yield bytes(piece[at : at + step])
