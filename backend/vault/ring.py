"""The master key ring: one line per key, `id base64`, the first one current. The file is nobody else's to read."""

import base64
import binascii
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from backend.kernel.files import write_once
from backend.vault.errors import KeyMissing, VaultError


class Ring:
    """Master keys by id; `current` wraps, all unwrap."""

    def __init__(self, keys: dict[str, bytes]) -> None:
        self.keys = keys
        self.current = next(iter(keys))

    def key(self, key_id: str) -> bytes:
        if key_id not in self.keys:
            raise KeyMissing(f"Master key {key_id} is not in the ring {settings.TIREK_MASTER_KEY_FILE}.")
        return self.keys[key_id]


@lru_cache(maxsize=2)
def _read(path: Path) -> Ring:
    try:
        lines = path.read_text(encoding="ascii").split("\n")
    except OSError as error:
        raise VaultError(f"The master key file {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise VaultError(f"{path} is not a master key file: each line has an id and a key in base64.") from None
    keys: dict[str, bytes] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            key_id, encoded = line.split()
            key = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            raise VaultError(f"{path}, line {number}: expected an id and a key in base64.") from None
        if len(key) != 32 or len(key_id) > 16:
            raise VaultError(f"{path}, line {number}: a key has 32 bytes and its id at most 16 characters.")
        keys[key_id] = key
    if not keys:
        raise VaultError(f"The master key file {path} holds no key.")
    return Ring(keys)


def master_ring() -> Ring:
    """The ring of this installation. Raises VaultError in plain words when it cannot be used."""
    return _read(Path(settings.TIREK_MASTER_KEY_FILE))


def ensure_master_key() -> bool:
    """Make the ring's first key when there is no file yet; returns whether one was made. Never overwrites.

    Raises VaultError when the file cannot be made. Killed in the middle, it leaves a whole file or none.
    """
    path = Path(settings.TIREK_MASTER_KEY_FILE)
    if path.exists():
        return False
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    try:
        return write_once(path, f"{secrets.token_hex(4)} {key}\n")
    except OSError as error:
        raise VaultError(f"The master key file {path} cannot be made: {error.strerror}.") from None
