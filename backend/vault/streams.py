"""Long ciphertexts in 64 KiB chunks (STREAM: nonce prefix, counter, last flag). Pure: a key and a file in, a file out.

Cutting, swapping or altering a chunk makes reading fail; short data is never handed out as whole.
"""

import secrets
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from backend.vault.errors import FileDamaged

CHUNK = 64 * 1024
TAG = 16
PREFIX = 7


def _nonce(prefix: bytes, counter: int, last: bool) -> bytes:
    return prefix + counter.to_bytes(4, "big") + bytes([last])


class SealedWriter:
    """Takes bytes in pieces of any size and writes whole sealed chunks; `close` writes the last one (maybe empty)."""

    def __init__(self, out: BinaryIO, key: bytes) -> None:
        self._out, self._cipher = out, AESGCM(key)
        self._prefix, self._counter, self._held = secrets.token_bytes(PREFIX), 0, bytearray()
        out.write(self._prefix)

    def write(self, data: bytes) -> int:
        self._held += data
        while len(self._held) > CHUNK:
            self._seal(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]
        return len(data)

    def close(self) -> None:
        self._seal(bytes(self._held), last=True)
        self._held.clear()

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._prefix, self._counter, last), chunk, None))
        self._counter += 1


def open_stream(file: BinaryIO, key: bytes, name: str) -> Iterator[bytes]:
    """The chunks in clear. Raises FileDamaged, naming `name`, before handing out a chunk that is not what was sealed."""
    cipher = AESGCM(key)
    prefix = file.read(PREFIX)
    sealed = file.read(CHUNK + TAG)
    counter = 0
    while True:
        following = file.read(CHUNK + TAG)
        try:
            yield cipher.decrypt(_nonce(prefix, counter, not following), sealed, None)
        except (InvalidTag, ValueError):
            raise FileDamaged(f"{name} is cut short or altered.") from None
        if not following:
            return
        sealed, counter = following, counter + 1


class SealedReader:
    """What `open_stream` yields, as a file that is read from front to back."""

    def __init__(self, file: BinaryIO, key: bytes, name: str) -> None:
        self._chunks, self._held = open_stream(file, key, name), bytearray()

    def read(self, size: int) -> bytes:
        while len(self._held) < size:
            chunk = next(self._chunks, None)
            if chunk is None:
                break
            self._held += chunk
        data = bytes(self._held[:size])
        del self._held[:size]
        return data

    def finish(self) -> None:
        """Read to the end, so that a file cut behind what was of interest is still refused."""
        for _chunk in self._chunks:
            pass
