"""Reading settings from the environment: each reader fails with one line that names the variable."""

import os
import secrets
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

from backend.kernel.files import write_once

ROOT = Path(__file__).resolve().parents[2]
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; "
    "PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-20000; "
    "PRAGMA secure_delete=ON; PRAGMA recursive_triggers=ON;"
)


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def secret(name: str) -> str:
    """A value that must not stand in the environment of a container: `NAME`, or the content of the file `NAME_FILE`."""
    told, kept = text(name), text(f"{name}_FILE")
    if told and kept:
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE, not both.")
    if not kept:
        return told
    try:
        return Path(kept).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ImproperlyConfigured(f"{name}_FILE names {kept}, which cannot be read.") from None


def flag(name: str, default: bool) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value not in {"1", "0", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value in {"1", "true", "yes"}


def second_factor(*, demo: bool, testing: bool) -> bool:
    """Whether a second factor is compulsory: wherever real people are. No variable of its own could leave it off."""
    return not (demo or testing)


def port(name: str, default: int) -> int:
    value = text(name) or str(default)
    if not (value.isascii() and value.isdecimal() and 1 <= int(value) <= 65535):
        raise ImproperlyConfigured(f"{name} must be a port, a whole number from 1 to 65535, not {value!r}.")
    return int(value)


def count(name: str, default: int = 0) -> int:
    """A whole number from 0 to 9."""
    value = text(name) or str(default)
    if not (value.isascii() and value.isdecimal() and len(value) == 1):
        raise ImproperlyConfigured(f"{name} must be a whole number from 0 to 9, not {value!r}.")
    return int(value)


def seconds(name: str, default: int) -> int:
    """A whole number of seconds, at least one."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and int(value)):
        raise ImproperlyConfigured(f"{name} must be a number of seconds like {default}, not {value!r}.")
    return int(value)


def names(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [part.strip() for part in (text(name) or default).split(",") if part.strip()]


def folder(name: str, default: Path) -> Path:
    """A path, relative to where the command was called or to the home directory (~)."""
    told = text(name)
    try:
        return Path(told).expanduser().resolve() if told else default.resolve()
    except (OSError, RuntimeError):
        raise ImproperlyConfigured(f"{name} is no path that can be used: {told!r}.") from None


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
        raise ImproperlyConfigured(f"{name} needs an offset: 2026-11-24T09:00:00+05:00, not {value!r}.")
    return told


def day(name: str) -> date | None:
    """A day like 2026-11-24, or None when unset."""
    value = text(name)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a day like 2026-11-24, not {value!r}.") from None


def secret_key(name: str, kept: Path) -> str:
    """The key of the environment, or one of this installation's own, made once and kept in the file `kept`."""
    if told := secret(name):
        return told
    try:
        if not kept.exists():
            write_once(kept, secrets.token_urlsafe(50))
        if found := kept.read_text(encoding="utf-8").strip():
            return found
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        raise ImproperlyConfigured(
            f"The data directory {kept.parent} cannot be used ({reason}). Choose another with TIREK_DATA_DIR=/path."
        ) from None
    raise ImproperlyConfigured(f"{kept} is empty; remove it, and a new key is made (everybody signs in again).")


def database(name: str, sqlite_file: Path) -> dict[str, Any]:
    """Django's settings of one database: the SQLite file given, or what the URL in the environment says."""
    url = secret(name)
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": sqlite_file,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
            "TEST": {"NAME": str(sqlite_file.with_name(f"test-{os.getpid()}-{sqlite_file.name}"))},
        }
    example = f"{name} must look like postgresql://user:password@host:5432/name, or be left out for SQLite."
    try:
        parts = urlparse(url)
        at_port = parts.port
    except ValueError:
        raise ImproperlyConfigured(example) from None
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(example)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(at_port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": "10", **dict(parse_qsl(parts.query))},
    }


def same_place(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two databases are one: a key kept beside what it opens protects nothing."""
    return all(one.get(part) == other.get(part) for part in ("ENGINE", "NAME", "HOST", "PORT"))


def level(name: str, default: str) -> str:
    value = (text(name) or default).upper()
    if value not in LEVELS:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(LEVELS)}, not {value!r}.")
    return value


def broker(name: str) -> str:
    """Where messages go: nothing for the embedded broker, or a URL of Redis or RabbitMQ."""
    url = secret(name)
    if url and url.partition("://")[0] not in {"redis", "rediss", "amqp", "amqps"}:
        raise ImproperlyConfigured(f"{name} must begin with redis:// or amqp://, or be left out.")
    return url
