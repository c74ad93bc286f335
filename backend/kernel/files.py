"""Small files that are written whole or not at all: a process killed in the middle leaves nothing half-made."""

import os
import secrets
from pathlib import Path


def write_once(path: Path, text: str) -> bool:
    """Make a file that only its owner may read; returns False, and changes nothing, when it is already there."""
    made = _written_beside(path, text)
    try:
        os.link(made, path)  # unlike a rename, refuses to take another's place
    except FileExistsError:
        return False
    finally:
        made.unlink()
    return True


def write_anew(path: Path, text: str) -> None:
    """Put a file in the place of the one there was, in one step."""
    os.replace(_written_beside(path, text), path)


def _written_beside(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return beside
