"""What is asked before anything is started: each answer that forbids it is one line that says what to do."""

import errno
import fcntl
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlparse

from django.conf import settings
from django.db import connections
from django.db.utils import Error

PORTS = {"redis": 6379, "rediss": 6379, "amqp": 5672, "amqps": 5671}


class CannotStart(Exception):
    """Why the installation cannot be started, in one line."""


def need_writable(folder: Path) -> None:
    """The data directory is there, or can be made, and can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)  # databases and files are nobody else's to read, sealed or not
        probe = folder / ".probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CannotStart(
            f"The data directory {folder} cannot be written ({error.strerror}). Choose another: TIREK_DATA_DIR=/path."
        ) from None


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the data directory for the block: a second start on the same data is refused, however this one ends."""
    with (folder / "running.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CannotStart(
                f"Tirek is already running on the data in {folder}. Stop it first, or choose another TIREK_DATA_DIR."
            ) from None
        yield


def need_free(address: str, port: int) -> None:
    """Nobody listens at this port yet, and the address is one of this machine."""
    try:
        family, kind, _protocol, _name, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except socket.gaierror:
        raise CannotStart(f"TIREK_ADDRESS is no address: {address}. Use 127.0.0.1, or 0.0.0.0 for all.") from None
    except PermissionError:
        raise CannotStart(
            f"Port {port} may not be used by this user. Choose one above 1023: TIREK_PORT=8000."
        ) from None
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise CannotStart(f"TIREK_ADDRESS {address} is not an address of this machine.") from None
        raise CannotStart(f"Port {port} is taken. Choose another: TIREK_PORT={_another(port)}.") from None


def _another(port: int) -> int:
    return port + 1 if port < 65535 else 8000


def need_databases() -> None:
    """Both databases answer."""
    for alias, variable in (("default", "TIREK_DATABASE_URL"), ("keys", "TIREK_KEYS_DATABASE_URL")):
        try:
            connections[alias].ensure_connection()
        except Error as error:
            reason = " ".join(str(error).split("\n")[0].split())
            told = settings.DATABASES[alias]
            where = variable if told["ENGINE"].endswith("postgresql") else str(told["NAME"])
            raise CannotStart(f"The database of {where} cannot be opened: {reason}") from None


def need_broker(url: str) -> None:
    """The message broker, where one is set, accepts connections."""
    if not url:
        return
    parts = urlparse(url)
    host, port = parts.hostname or "localhost", parts.port or PORTS[parts.scheme]
    try:
        socket.create_connection((host, port), timeout=5).close()
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotStart(f"The broker of TIREK_BROKER_URL cannot be reached at {host}:{port}: {reason}.") from None
