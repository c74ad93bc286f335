"""Tables as lines and back, on either database: what SQLite saved, PostgreSQL can take up.

A line is a JSON list of one row's values; sealed values travel as they are stored, unopened.
"""

import base64
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, router, transaction

from backend.vault.fields import EncryptedField, Sealed

# Who is signed in, what was cached, whose turn the clock is: of this process's life, not of the cases'.
NOT_KEPT = {"sessions", "usersessions", "contenttypes", "auth", "jobs"}
BATCH = 500


def kept_models(alias: str, registry: Any = apps) -> list[Any]:
    """The models whose rows make up a database, in a fixed order."""
    return sorted(
        (
            model
            for model in registry.get_models(include_auto_created=True)
            if model._meta.managed
            and not model._meta.proxy
            and model._meta.app_label not in NOT_KEPT
            and router.allow_migrate_model(alias, model)
        ),
        key=lambda model: model._meta.db_table,
    )


@contextmanager
def snapshot(alias: str) -> Iterator[None]:
    """All reads of the block see one moment, while others go on writing."""
    connection: Any = connections[alias]
    if connection.vendor == "postgresql":
        with transaction.atomic(using=alias), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    connection.ensure_connection()
    mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"  # a reader keeps no writer waiting
    try:
        with transaction.atomic(using=alias):
            yield
    finally:
        connection.transaction_mode = mode


def saved_lines(alias: str, model: Any) -> Iterator[bytes]:
    """One line that names the columns, then a line for each row."""
    names = [field.attname for field in model._meta.concrete_fields]
    yield json.dumps(names).encode() + b"\n"
    rows = model._base_manager.using(alias).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=2000):
        yield json.dumps([_told(value) for value in row], ensure_ascii=False).encode() + b"\n"


def restore_lines(alias: str, model: Any, lines: Iterable[bytes]) -> int:
    """Write the rows as they were saved; returns how many. The caller holds the transaction."""
    lines = iter(lines)
    names = json.loads(next(lines))
    fields = [model._meta.get_field(name.removesuffix("_id") if _is_key(model, name) else name) for name in names]
    connection = connections[alias]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({places})"
    count = 0
    with connection.cursor() as cursor:
        for some in _in_batches(lines):
            rows = [_prepared(fields, json.loads(line), connection) for line in some]
            cursor.executemany(statement, rows)
            count += len(rows)
    return count


def reset_sequences(alias: str, models: list[Any]) -> None:
    """Let counters go on behind the restored rows."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _is_key(model: Any, name: str) -> bool:
    return any(field.attname == name != field.name for field in model._meta.concrete_fields)


def _in_batches(lines: Iterable[bytes]) -> Iterator[tuple[bytes, ...]]:
    lines = iter(lines)
    while some := tuple(islice(lines, BATCH)):
        yield some


def _prepared(fields: list[Any], row: list[Any], connection: Any) -> list[Any]:
    prepared = []
    for field, told in zip(fields, row, strict=True):
        value = _value(told)
        if isinstance(field, EncryptedField) and value is not None:
            value = Sealed(value)
        prepared.append(field.get_db_prep_save(value, connection))
    return prepared


def _told(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, bytes | memoryview):
        return {"bytes": base64.b64encode(value).decode()}
    if isinstance(value, UUID):
        return {"uuid": value.hex}
    for kind, name in ((datetime, "moment"), (date, "day"), (time, "time")):
        if isinstance(value, kind):
            return {name: value.isoformat()}
    if isinstance(value, Decimal):
        return {"number": str(value)}
    return {"json": value}


def _value(told: Any) -> Any:
    if not isinstance(told, dict):
        return told
    ((kind, said),) = told.items()
    return _KINDS[kind](said)


_KINDS: dict[str, Any] = {
    "bytes": base64.b64decode,
    "uuid": UUID,
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "time": time.fromisoformat,
    "number": Decimal,
    "json": lambda said: said,
}
