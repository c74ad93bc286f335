"""The container: one line that says what it is, then a tar sealed under a key that the master key wraps."""

import base64
import io
import json
import secrets
import tarfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Literal

from backend.vault.cipher import seal, unseal
from backend.vault.errors import CannotOpen, VaultError
from backend.vault.ring import master_ring
from backend.vault.streams import SealedReader, SealedWriter

MAGIC = b"tirek backup 1 "
Kind = Literal["data", "keys"]


class BadArchive(VaultError):
    """The file is not an archive of ours, or not one that can be used here. The message says why."""


@dataclass(frozen=True, slots=True)
class Header:
    """What can be known of an archive without opening it."""

    kind: Kind
    id: str
    taken_at: datetime
    master_key_id: str
    wrapped_key: bytes

    def key(self) -> bytes:
        return unseal(master_ring().key(self.master_key_id), "wrap", self.wrapped_key, f"backup|{self.kind}|{self.id}")


@contextmanager
def writing(path: Path, kind: Kind, taken_at: datetime) -> Iterator[tarfile.TarFile]:
    """A tar to add members to; it becomes `path` when the block ends well, and nothing is left of it otherwise."""
    ring, key, archive_id = master_ring(), secrets.token_bytes(32), uuid.uuid4().hex
    wrapped = seal(ring.key(ring.current), "wrap", key, f"backup|{kind}|{archive_id}")
    said = {
        "kind": kind, "id": archive_id, "taken_at": taken_at.isoformat(), "master_key_id": ring.current,
        "wrapped_key": base64.b64encode(wrapped).decode(),
    }  # fmt: skip
    half = path.with_suffix(".part")
    try:
        with half.open("xb") as out:
            half.chmod(0o600)
            out.write(MAGIC + json.dumps(said).encode() + b"\n")
            sealed: Any = SealedWriter(out, key)
            with tarfile.open(fileobj=sealed, mode="w|") as tar:
                yield tar
            sealed.close()
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def add(tar: tarfile.TarFile, name: str, content: bytes | BinaryIO) -> None:
    """Put one member into the tar: bytes, or a file from its present place to its end."""
    member = tarfile.TarInfo(name)
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    start = file.tell()
    member.size = file.seek(0, io.SEEK_END) - start
    file.seek(start)
    tar.addfile(member, file)


def read_header(path: Path) -> Header:
    """What the archive says it is. Raises BadArchive when it is none."""
    try:
        with path.open("rb") as file:
            return _header(path, file)
    except OSError as error:
        raise BadArchive(f"{path} cannot be read: {error.strerror}.") from None


def _header(path: Path, file: BinaryIO) -> Header:
    line = file.readline(10_000)
    try:
        told = json.loads(line.removeprefix(MAGIC))
        if not line.startswith(MAGIC) or told["kind"] not in ("data", "keys"):
            raise ValueError
        taken_at = datetime.fromisoformat(told["taken_at"])
        return Header(told["kind"], told["id"], taken_at, told["master_key_id"], base64.b64decode(told["wrapped_key"]))
    except (ValueError, KeyError, TypeError):
        raise BadArchive(f"{path.name} is not a backup made by `manage.py backup`.") from None


@contextmanager
def reading(path: Path) -> Iterator[Iterator[tuple[str, BinaryIO]]]:
    """The members of an archive in their order: name and content.

    Raises BadArchive, KeyMissing or CannotOpen; a file cut short is refused by the end of the block at the latest.
    """
    with path.open("rb") as file:
        header = _header(path, file)
        try:
            key = header.key()
        except CannotOpen:
            raise BadArchive(
                f"{path.name} does not open with the master key {header.master_key_id} of this ring."
            ) from None
        sealed: Any = SealedReader(file, key, path.name)
        try:
            with tarfile.open(fileobj=sealed, mode="r|") as tar:
                yield _members(tar)
        except tarfile.TarError as error:
            raise BadArchive(f"{path.name} is damaged: {error}.") from None
        sealed.finish()


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, BinaryIO]]:
    for member in tar:
        content: Any = tar.extractfile(member)
        yield member.name, content
