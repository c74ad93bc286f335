"""Files sealed chunk by chunk, each under a key of its own that its owner's data key wraps."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings

from backend.vault.cipher import seal, unseal
from backend.vault.errors import FileDamaged
from backend.vault.keys import data_key
from backend.vault.models import StoredFile
from backend.vault.streams import SealedWriter, open_stream


def file_path(file_id: UUID) -> Path:
    """Where the ciphertext of a stored file lies."""
    return Path(settings.TIREK_DATA_DIR) / "files" / file_id.hex[-2:] / file_id.hex


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
    target = file_path(row.pk)
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
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        os.chmod(path, 0o600)
        sealed = SealedWriter(file, key)
        for piece in data:
            digest.update(piece)
            size += sealed.write(piece)
        sealed.close()
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()


def read_file(row: StoredFile) -> Iterator[bytes]:
    """The file's chunks in clear. Raises FileDamaged before handing out a chunk that is not what was stored."""
    key = unseal(data_key(row.owner_id), "file key", bytes(row.wrapped_key), f"file|{row.pk}")
    try:
        file = file_path(row.pk).open("rb")
    except OSError:
        raise FileDamaged(f"The stored file {row.pk} is not on disk.") from None
    with file:
        yield from open_stream(file, key, f"The stored file {row.pk}")
