"""System checks: settings that are possible and dangerous, each with what to do about it.

What cannot work at all is refused earlier and in one line: by `environment`, or by `preflight` when it is started.
"""

import ipaddress
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

TAG = "tirek"


def register_all() -> None:
    for check in (demo_in_public, https, hosts, master_key, clock, mail, secrets):
        register(_listed(check), TAG)


def _listed(check: Callable[[], Iterator[CheckMessage]]) -> Callable[..., list[CheckMessage]]:
    def run(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
        return list(check())

    return run


def _is_local(host: str) -> bool:
    """Whether a host name or address can be reached from this machine only."""
    bare = host.strip("[]").lower()
    if bare == "localhost" or bare.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def is_public() -> bool:
    """Whether others than this machine are meant to reach the pages."""
    named = [host for host in settings.ALLOWED_HOSTS if host != "testserver"]
    origins = [urlparse(origin).hostname or "" for origin in settings.CSRF_TRUSTED_ORIGINS]
    return not _is_local(settings.TIREK_ADDRESS) or not all(map(_is_local, [*named, *origins]))


def demo_in_public() -> Iterator[CheckMessage]:
    if settings.TIREK_DEMO and is_public():
        yield Warning(
            "The demo can be reached from other machines, and its logins are known to everybody.",
            hint="Enter no real person here. Set TIREK_DEMO=0 and an empty TIREK_DATA_DIR for real work.",
            id="tirek.W001",
        )


def https() -> Iterator[CheckMessage]:
    if not settings.TIREK_DEMO and not settings.TIREK_HTTPS and is_public():
        yield Warning(
            "Pages, passwords and what is told of survivors travel unencrypted: TIREK_HTTPS is off.",
            hint="Put a proxy with a certificate in front, let it set X-Forwarded-Proto, and set TIREK_HTTPS=1.",
            id="tirek.W002",
        )


def hosts() -> Iterator[CheckMessage]:
    if "*" in settings.ALLOWED_HOSTS:
        yield Error(
            "TIREK_HOSTS allows every host name, so a forged one can be written into links.",
            hint="Name the hosts people use: TIREK_HOSTS=tirek.example.kz",
            id="tirek.E001",
        )


def master_key() -> Iterator[CheckMessage]:
    path = Path(settings.TIREK_MASTER_KEY_FILE)
    if not settings.TIREK_DEMO and settings.TIREK_DATA_DIR in path.parents:
        yield Warning(
            "The master key lies beside the data it opens: whoever takes the directory reads everything.",
            hint="Move it to another disk or a secret store, and name the place in TIREK_MASTER_KEY_FILE.",
            id="tirek.W003",
        )
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return
    if mode & 0o077:
        yield Warning(
            f"The master key file can be read by others (its mode is {mode:o}).",
            hint=f"chmod 600 '{path}'",
            id="tirek.W004",
        )


def clock() -> Iterator[CheckMessage]:
    if settings.TIREK_NOW and not settings.TIREK_TESTING:
        yield Warning(
            "The clock of this installation is moved: terms, reminders and the log follow TIREK_NOW.",
            hint="Unset TIREK_NOW to live in the present again.",
            id="tirek.W005",
        )


def mail() -> Iterator[CheckMessage]:
    if not settings.TIREK_DEMO and not settings.EMAIL_HOST:
        yield Warning(
            "There is no mail server: reminders stay in the inbox here, and a forgotten password cannot be changed by mail.",
            hint="Set TIREK_SMTP_HOST, TIREK_SMTP_USER, TIREK_SMTP_PASSWORD_FILE and TIREK_MAIL_FROM.",
            id="tirek.W006",
        )


def secrets() -> Iterator[CheckMessage]:
    if not settings.TIREK_TESTING and len(settings.SECRET_KEY) < 50:
        yield Warning(
            "TIREK_SECRET_KEY is short enough to be guessed.",
            hint="Leave it out, and one is made; or set at least 50 random characters.",
            id="tirek.W007",
        )
