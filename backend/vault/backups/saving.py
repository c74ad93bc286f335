"""Saving: data and keys into archives of their own, so that who finds one of them has nothing."""

import json
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from backend.vault.backups.archives import Kind, add, writing
from backend.vault.backups.record import note_backup
from backend.vault.backups.rows import kept_models, saved_lines, snapshot
from backend.vault.files import file_path
from backend.vault.models import StoredFile

ALIASES: dict[Kind, str] = {"data": "default", "keys": "keys"}


def save(folder: Path, taken_at: datetime) -> tuple[list[Path], list[str]]:
    """Write `tirek-data-…` and then `tirek-keys-…` into `folder`; returns the archives and what could not be saved.

    Keys come last: whatever the data speaks of then has its key, unless it was erased in between. Raises
    FileExistsError when there is an archive of this very second.
    """
    stamp = f"{taken_at:%Y%m%dT%H%M%SZ}"
    archives, lost = [], []
    for kind in ALIASES:
        path = folder / f"tirek-{kind}-{stamp}.tirek"
        if path.exists():
            raise FileExistsError(path)
        lost += _save(path, kind, taken_at)
        archives.append(path)
        note_backup(kind, taken_at)
    return archives, lost


def _save(path: Path, kind: Kind, taken_at: datetime) -> list[str]:
    alias, lost = ALIASES[kind], []
    with writing(path, kind, taken_at) as tar, snapshot(alias):
        manifest: dict[str, Any] = {"migrations": _applied(alias), "rows": {}, "files": 0}
        add(tar, "migrations.json", json.dumps(manifest["migrations"]).encode())
        for model in kept_models(alias):
            with tempfile.TemporaryFile() as lines:
                manifest["rows"][model._meta.label] = _write(lines, saved_lines(alias, model)) - 1
                lines.seek(0)
                add(tar, f"rows/{model._meta.label}", lines)
        if kind == "keys":
            add(tar, "secret.key", settings.SECRET_KEY.encode())
        else:
            for row in StoredFile.objects.order_by("pk").iterator():
                try:
                    with file_path(row.pk).open("rb") as file:
                        add(tar, f"files/{row.pk.hex}", file)
                    manifest["files"] += 1
                except FileNotFoundError:
                    lost.append(f"The stored file {row.pk} is not on disk.")
        add(tar, "manifest.json", json.dumps(manifest).encode())
    return lost


def _applied(alias: str) -> list[list[str]]:
    return sorted([app, name] for app, name in MigrationRecorder(connections[alias]).applied_migrations())


def _write(out: IO[bytes], lines: Iterable[bytes]) -> int:
    count = 0
    for line in lines:
        out.write(line)
        count += 1
    return count
