"""Rows in bulk, past the services: indexes are made after the rows, keys to other tables are not checked."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection


def _prepared(model: Any, name: str) -> Any:
    field = model._meta.get_field(name)
    value = field.get_default()
    if value is None and not field.null:
        value = b""  # an encrypted field that is never opened here
    return b"" if type(field).__name__.startswith("Encrypted") else field.get_db_prep_save(value, connection)


def load(model: Any, columns: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows of some columns; the other columns hold their defaults."""
    told = list(columns)
    others = [field for field in model._meta.concrete_fields if field.attname not in told and not field.primary_key]
    if model._meta.pk.attname not in told and not model._meta.pk.get_internal_type().endswith("AutoField"):
        raise ValueError(f"{model} needs its key.")
    constants = tuple(_prepared(model, field.name) for field in others)
    names = [model._meta.get_field(name).column for name in told] + [field.column for field in others]
    table, listed = model._meta.db_table, ", ".join(f'"{name}"' for name in names)
    connection.ensure_connection()
    raw: Any = connection.connection
    if connection.vendor == "sqlite":
        marks = ", ".join("?" * len(names))
        whole = (tuple(v.hex if type(v) is UUID else v for v in row) + constants for row in rows)
        raw.executemany(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', whole)
        return
    with raw.cursor() as cursor, cursor.copy(f'COPY "{table}" ({listed}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row + constants)


@contextmanager
def without_indexes(models: Iterable[Any]) -> Iterator[None]:
    """One transaction in which the tables have no indexes but their keys; they are made anew at its end."""
    tables = [model._meta.db_table for model in models]
    connection.ensure_connection()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys=OFF")
            cursor.execute("PRAGMA synchronous=OFF")
            listing = (
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({})"
            )
        else:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("SET maintenance_work_mem = '256MB'")
            listing = (
                "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ({}) "
                "AND indexname NOT IN (SELECT conname FROM pg_constraint)"
            )
        cursor.execute(listing.format(", ".join(["%s"] * len(tables))), tables)
        indexes = cursor.fetchall()
        cursor.execute("BEGIN")
        for name, _made in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _name, made in indexes:
            cursor.execute(made)
        cursor.execute("COMMIT")
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")  # as it would be after a night
    connection.close()
