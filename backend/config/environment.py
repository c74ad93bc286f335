"""Reading settings from the environment: each reader fails with one line that names the variable."""

import os
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; "
    "PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-20000; "
    "PRAGMA secure_delete=ON; PRAGMA recursive_triggers=ON;"
)


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value not in {"1", "0", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value in {"1", "true", "yes"}


def whole_number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def moment(name: str) -> datetime | None:
    """An RFC 3339 moment with its offset, or None when unset."""
    value = text(name)
    if not value:
        return None
    try:
        told = datetime.fromisoformat(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must look like 2026-11-24T09:00:00+05:00, not {value!r}.") from None
    if told.tzinfo is None:
        raise ImproperlyConfigured(f"{name} needs an offset, for example {value}+05:00.")
    return told


def day(name: str) -> date | None:
    """A day like 2026-11-24, or None when unset."""
    value = text(name)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a day like 2026-11-24, not {value!r}.") from None


def database(name: str, sqlite_file: Path) -> dict[str, Any]:
    """Django's settings of one database: the SQLite file given, or what the URL in the environment says."""
    url = text(name)
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": sqlite_file,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
            "TEST": {"NAME": str(sqlite_file.with_name(f"test-{os.getpid()}-{sqlite_file.name}"))},
        }
    parts = urlparse(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must begin with postgresql://, or be left out for SQLite.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
