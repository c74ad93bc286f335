"""Files sealed in 64 KiB chunks (STREAM: nonce prefix, counter, last flag), each under a key of its own.

Cutting, swapping or altering a chunk makes reading fail; short data is never handed out as whole.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from backend.vault.cipher import seal, unseal
from backend.vault.errors import FileDamaged
from backend.vault.keys import data_key
from backend.vault.models import StoredFile

CHUNK = 64 * 1024
TAG = 16
PREFIX = 7


def _path(file_id: UUID) -> Path:
    return Path(settings.TIREK_DATA_DIR) / "files" / file_id.hex[-2:] / file_id.hex


def _nonce(prefix: bytes, counter: int, last: bool) -> bytes:
    return prefix + counter.to_bytes(4, "big") + bytes([last])


def _rechunked(data: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Whole chunks and, marked, the last one (which may be empty)."""
    held = bytearray()
    for piece in data:
        held += piece
        while len(held) > CHUNK:
            yield bytes(held[:CHUNK]), False
            del held[:CHUNK]
    yield bytes(held), True


def _settle(directory: Path) -> None:
    """Have the disk remember a new name: without this a power cut leaves a row whose file is gone."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def store_file(owner_id: UUID, data: bytes | Iterable[bytes]) -> StoredFile:
    """Encrypt `data` under the owner's key and put it on disk whole or not at all; returns the saved row.

    Raises KeyMissing before anything is written when the owner has no key.
    """
    row = StoredFile(owner_id=owner_id)
    key = secrets.token_bytes(32)
    row.wrapped_key = seal(data_key(owner_id), "file key", key, f"file|{row.pk}")
    target = _path(row.pk)
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_suffix(".part")
    try:
        row.size, row.sha256 = _write_sealed(half, key, [data] if isinstance(data, bytes) else data)
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    _settle(target.parent)
    row.save(force_insert=True)
    return row


def _write_sealed(path: Path, key: bytes, data: Iterable[bytes]) -> tuple[int, str]:
    """Write the chunks; returns the size and SHA-256 of what they hold in clear."""
    cipher, prefix, digest, size = AESGCM(key), secrets.token_bytes(PREFIX), hashlib.sha256(), 0
    with path.open("wb") as file:
        os.chmod(path, 0o600)
        file.write(prefix)
        for counter, (chunk, last) in enumerate(_rechunked(data)):
            digest.update(chunk)
            size += len(chunk)
            file.write(cipher.encrypt(_nonce(prefix, counter, last), chunk, None))
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()


def read_file(row: StoredFile) -> Iterator[bytes]:
    """The file's chunks in clear. Raises FileDamaged before handing out a chunk that is not what was stored."""
    key = unseal(data_key(row.owner_id), "file key", bytes(row.wrapped_key), f"file|{row.pk}")
    cipher = AESGCM(key)
    try:
        file = _path(row.pk).open("rb")
    except OSError:
        raise FileDamaged(f"The stored file {row.pk} is not on disk.") from None
    with file:
        prefix = file.read(PREFIX)
        sealed = file.read(CHUNK + TAG)
        counter = 0
        while True:
            following = file.read(CHUNK + TAG)
            try:
                yield cipher.decrypt(_nonce(prefix, counter, not following), sealed, None)
            except (InvalidTag, ValueError):
                raise FileDamaged(f"The stored file {row.pk} is cut short or altered.") from None
            if not following:
                return
            sealed, counter = following, counter + 1
