"""When this installation was last saved: a note in the data directory, for whoever asks how old the backup is."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from backend.kernel.files import write_anew


@dataclass(frozen=True, slots=True)
class LastBackup:
    """When the data was saved last, and when the keys that belong to it; None while they are not."""

    data: datetime
    keys: datetime | None


def _note() -> Path:
    return Path(settings.TIREK_DATA_DIR) / "last-backup.json"


def note_backup(kind: str, taken_at: datetime) -> None:
    """Note that an archive of `kind` is written. Data comes first and forgets the keys that were saved before."""
    told = {} if kind == "data" else _told()
    write_anew(_note(), json.dumps(told | {kind: taken_at.isoformat()}))


def last_backup() -> LastBackup | None:
    """What was noted last; None when nothing was, or nobody can read it."""
    told = _told()
    try:
        return LastBackup(
            datetime.fromisoformat(told["data"]), datetime.fromisoformat(told["keys"]) if "keys" in told else None
        )
    except (ValueError, KeyError):
        return None


def _told() -> dict[str, str]:
    try:
        told = json.loads(_note().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
