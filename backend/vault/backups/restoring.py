"""Getting an installation back: into an empty place, keys before data, all or nothing.

A restore that began and did not end leaves a note in the data directory; until a restore has ended, nothing else starts.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor

from backend.kernel.files import write_anew
from backend.vault.backups.archives import BadArchive, Header, Kind, read_header, reading
from backend.vault.backups.rows import kept_models, reset_sequences, restore_lines
from backend.vault.backups.saving import ALIASES
from backend.vault.cipher import unseal
from backend.vault.errors import VaultError
from backend.vault.files import file_path
from backend.vault.models import DataKey, Pepper
from backend.vault.ring import master_ring

KEYS_OF = "The keys here were saved at"


class CannotRestore(BadArchive):
    """These archives cannot be restored here and now. The message says why and what to do."""


@dataclass(slots=True)
class Restored:
    """What came back: rows by archive kind, files, and survivors whose key is gone for good."""

    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    erased: int = 0


def unfinished_restore() -> str:
    """Why nothing may start here yet, or nothing at all."""
    note = _note()
    return note.read_text(encoding="utf-8") if note.exists() else ""


def _note() -> Path:
    return Path(settings.TIREK_DATA_DIR) / "restore-unfinished"


def _begin(keys_taken_at: datetime | None) -> None:
    """Leave the note, with the moment of the keys that are back or on their way: the data may be given later."""
    told = (
        "A restore has begun here and has not ended. Give `manage.py restore` again with the same archives, "
        "or empty this place."
    )
    if keys_taken_at:
        told += f" {KEYS_OF} {keys_taken_at.isoformat()}"
    _note().parent.mkdir(parents=True, exist_ok=True)
    write_anew(_note(), f"{told}\n")


def _keys_noted() -> datetime | None:
    """When the keys were saved that an earlier command brought back."""
    found = re.search(rf"{KEYS_OF} (\S+)", unfinished_restore())
    return datetime.fromisoformat(found[1]) if found else None


def restore(paths: Sequence[Path]) -> Restored:
    """Restore one archive of keys, one of data, or both.

    Raises CannotRestore (wrong order, not empty, made by a newer version, data newer than the keys), BadArchive,
    KeyMissing or FileDamaged; what had begun is undone, and the same command may be given again.
    """
    found: dict[Kind, tuple[Path, Header]] = {}
    for path in paths:
        header = read_header(path)
        if header.kind in found:
            raise CannotRestore(f"{path.name} is a second archive of {header.kind}: give one of each.")
        found[header.kind] = (path, header)
    _check_order(found)
    keys_taken_at = found["keys"][1].taken_at if "keys" in found else _keys_noted()
    _begin(keys_taken_at)
    restored = Restored()
    try:
        for kind in ("keys", "data"):
            if kind in found:
                _restore_one(*found[kind], restored, keys_taken_at)
    except VaultError:
        if "keys" in restored.rows:
            _take_back_keys()
        if "keys" in found:
            _note().unlink()  # whoever restored the keys by a command of their own still has to give the data
        raise
    if "data" in found:
        for alias in ALIASES.values():
            call_command("migrate", database=alias, verbosity=0, interactive=False)
        _note().unlink()
    return restored


def _take_back_keys() -> None:
    for model in (DataKey, Pepper):
        model.objects.all().delete()


def _check_order(found: Mapping[Kind, tuple[Path, Header]]) -> None:
    for kind in found:
        if not _is_empty(ALIASES[kind]):
            if kind == "keys" and "data" in found and unfinished_restore():
                continue  # an interrupted restore of both: the keys are already back
            raise CannotRestore(
                f"There are {kind} here already, and a restore never mixes with what is there. "
                "Choose an empty TIREK_DATA_DIR (or new databases)."
            )
    if "data" in found and "keys" not in found and _is_empty("keys"):
        raise CannotRestore(
            "The data cannot be read without its keys: restore the archive tirek-keys-… first, or both."
        )


def _is_empty(alias: str) -> bool:
    tables = set(connections[alias].introspection.table_names())
    return not any(
        model._meta.db_table in tables and model._base_manager.using(alias).exists() for model in kept_models(alias)
    )


def _restore_one(path: Path, header: Header, restored: Restored, keys_taken_at: datetime | None) -> None:
    alias = ALIASES[header.kind]
    if header.kind == "keys" and not _is_empty(alias):
        return
    with reading(path) as members:
        _name, content = next(members)
        models = _migrate_to(alias, json.loads(content.read()), path)
        with transaction.atomic(using=alias):
            restored.rows[header.kind] = _take_up(alias, members, models, restored)
            reset_sequences(alias, list(models.values()))
            if header.kind == "data":
                restored.erased = _check_keys(header, keys_taken_at)
    if header.kind == "keys":
        _check_ring()


def _take_up(alias: str, members: Any, models: dict[str, Any], restored: Restored) -> int:
    rows: dict[str, int] = {}
    for name, content in members:
        if name.startswith("rows/"):
            label = name.removeprefix("rows/")
            rows[label] = restore_lines(alias, models[label], content)
        elif name.startswith("files/"):
            _take_file(name.removeprefix("files/"), content)
            restored.files += 1
        elif name == "secret.key":
            _keep_secret(content.read())
        elif name == "manifest.json" and json.loads(content.read())["rows"] != rows:
            raise BadArchive("The archive does not hold what its own list says.")
    return sum(rows.values())


def _migrate_to(alias: str, applied: list[list[str]], path: Path) -> dict[str, Any]:
    """Bring the empty database to the very state the archive was made in; returns its models as they were then."""
    executor = MigrationExecutor(connections[alias])
    known, wanted = executor.loader.graph.nodes, {(app, name) for app, name in applied}
    if newer := sorted(f"{app}.{name}" for app, name in wanted if (app, name) not in known):
        raise CannotRestore(
            f"{path.name} was made by a newer version of Tirek (it knows {newer[0]}). Upgrade this installation first."
        )
    ahead = {node for node in executor.loader.applied_migrations if node in known} - wanted
    if ahead:
        raise CannotRestore(
            f"{path.name} was made by an older version, and this database is already newer. Restore into an empty one."
        )
    executor.migrate([node for node in wanted if not (set(executor.loader.graph.node_map[node].children) & wanted)])
    then = MigrationExecutor(connections[alias]).loader.project_state(list(wanted)).apps
    return {model._meta.label: model for model in kept_models(alias, then)}


def _take_file(hexadecimal: str, content: BinaryIO) -> None:
    target = file_path(_uuid(hexadecimal))
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_suffix(".part")
    with half.open("wb") as out:
        half.chmod(0o600)
        while piece := content.read(1 << 20):
            out.write(piece)
    half.replace(target)


def _keep_secret(secret: bytes) -> None:
    """The secret that the log is sealed with; one set in the environment is the operator's own affair."""
    kept = Path(settings.TIREK_DATA_DIR) / "secret.key"
    if kept.exists():
        kept.write_bytes(secret)


def _check_ring() -> None:
    """Refuse keys that the master key ring does not open: better now than on the day they are needed."""
    ring = master_ring()
    for row in DataKey.objects.iterator():
        unseal(ring.key(row.master_key_id), "wrap", bytes(row.wrapped), f"data-key|{row.owner_id}")


def _check_keys(header: Header, keys_taken_at: datetime | None) -> int:
    """How many survivors of the data have no key: erased since. Refuses data that is newer than its keys."""
    owners = set(apps.get_model("people", "Survivor")._base_manager.values_list("pk", flat=True))
    missing = owners - set(DataKey.objects.values_list("pk", flat=True))
    if missing and missing == owners:
        raise CannotRestore("These keys belong to another installation: not one of them opens anything in this data.")
    if missing and keys_taken_at and keys_taken_at < header.taken_at:
        raise CannotRestore(
            f"The keys were saved before the data, and {len(missing)} survivors are missing in them. "
            "Give the archive of keys that was saved together with the data, or a later one."
        )
    return len(missing)


def _uuid(hexadecimal: str) -> Any:
    return apps.get_model("vault", "StoredFile")._meta.pk.to_python(hexadecimal)
