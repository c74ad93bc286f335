"""What of the machine and the settings can be wrong: for `manage.py doctor`."""

import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import run_checks
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.config.checks import TAG
from backend.config.preflight import CannotStart, need_broker
from backend.kernel.health import Asked, Check, Finding, Severity, broken, warning
from backend.web.catalogues import are_compiled

GIB = 1 << 30
NEARLY_FULL, FULL = GIB, GIB // 4
DRIFT = timedelta(seconds=30)
SETTINGS: dict[str | None, tuple[Any, Any, str]] = {
    "tirek.E001": (
        gettext_lazy("TIREK_HOSTS lets every host name in."),
        gettext_lazy("A forged name can be written into links that people follow."),
        "TIREK_HOSTS=tirek.example.kz",
    ),
    "tirek.W001": (
        gettext_lazy("The demo can be reached from other machines."),
        gettext_lazy("Its logins are known to everybody: whoever is entered here is betrayed."),
        "TIREK_DEMO=0 TIREK_DATA_DIR=…",
    ),
    "tirek.W002": (
        gettext_lazy("Pages travel unencrypted: TIREK_HTTPS is off."),
        gettext_lazy("Passwords and stories can be read on the way."),
        "TIREK_HTTPS=1",
    ),
    "tirek.W003": (
        gettext_lazy("The master key lies beside the data it opens."),
        gettext_lazy("Whoever takes the directory reads everything."),
        "TIREK_MASTER_KEY_FILE=/etc/tirek/master.key",
    ),
    "tirek.W004": (
        gettext_lazy("Others on this machine may read the master key file."),
        gettext_lazy("With it and the databases they read everything."),
        "chmod 600 $TIREK_MASTER_KEY_FILE",
    ),
    "tirek.W005": (
        gettext_lazy("The clock of this installation is moved (TIREK_NOW)."),
        gettext_lazy("Terms, reminders and the log follow a time that is not."),
        "unset TIREK_NOW",
    ),
    "tirek.W006": (
        gettext_lazy("There is no mail server."),
        gettext_lazy("Reminders reach people only while they look at the inbox here."),
        "TIREK_SMTP_HOST=… TIREK_SMTP_USER=… TIREK_SMTP_PASSWORD_FILE=… TIREK_MAIL_FROM=…",
    ),
    "tirek.W007": (
        gettext_lazy("TIREK_SECRET_KEY is short."),
        gettext_lazy("Whoever guesses it signs in as anybody."),
        "openssl rand -base64 48",
    ),
}


def dangerous_settings(asked: Asked) -> Iterator[Finding]:
    for message in run_checks(tags=[TAG]):
        what, why, todo = SETTINGS.get(message.id, (message.msg, "", message.hint or ""))
        severity = Severity.BROKEN if message.is_serious() else Severity.WARNING
        yield Finding(severity, str(what), str(why), todo)


def data_directory(asked: Asked) -> Iterator[Finding]:
    """Seen, not tried: a look leaves no file behind."""
    folder = Path(settings.TIREK_DATA_DIR)
    try:
        mode = stat.S_IMODE(folder.stat().st_mode)
    except OSError as error:
        yield broken(
            _("The data directory %(folder)s cannot be read: %(error)s.") % {"folder": folder, "error": error.strerror},
            _("Files and, on SQLite, the databases lie in it."),
            "TIREK_DATA_DIR=…",
        )
        return
    if mode & 0o077:
        yield warning(
            _("Others on this machine may look into the data directory (its mode is %(mode)s).")
            % {"mode": f"{mode:o}"},
            _("What is sealed stays sealed, but who works with whom, and when, can be read."),
            f"chmod 700 '{folder}'",
        )
    if not mode & stat.S_IWUSR:
        yield broken(
            _("The data directory cannot be written."),
            _("No photo and no paper can be kept."),
            f"chmod 700 '{folder}'",
        )


def disk_space(asked: Asked) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.TIREK_DATA_DIR).free
    if free < NEARLY_FULL:
        yield Finding(
            Severity.BROKEN if free < FULL else Severity.WARNING,
            _("Only %(free)d MB are left on the disk of the data directory.") % {"free": free >> 20},
            _("When it is full, nothing that people enter can be kept."),
            f"du -sh '{settings.TIREK_DATA_DIR}'/*",
        )


def clocks_agree(asked: Asked) -> Iterator[Finding]:
    """The clock of the database beside the one of this process, however TIREK_NOW moves the latter."""
    if connection.vendor == "sqlite":
        asking = "SELECT (julianday('now') - 2440587.5) * 86400"
    else:
        asking = "SELECT extract(epoch FROM clock_timestamp())"
    with connection.cursor() as cursor:
        cursor.execute(asking)
        told = datetime.fromtimestamp(float(cursor.fetchone()[0]), UTC)
    apart = abs(told - datetime.now(UTC))
    if apart > DRIFT:
        yield warning(
            _("The clocks of this machine and of the database are %(seconds)d seconds apart.")
            % {"seconds": apart.total_seconds()},
            _("Terms of hours are counted wrong, and messages are sent twice or late."),
            "timedatectl set-ntp true",
        )


def broker(asked: Asked) -> Iterator[Finding]:
    try:
        need_broker(settings.TIREK_BROKER_URL)
    except CannotStart:
        yield broken(
            _("The message broker does not answer."),
            _("Reminders wait until it does; none is lost."),
            "TIREK_BROKER_URL=…",
        )


def catalogues(asked: Asked) -> Iterator[Finding]:
    if not are_compiled():
        yield warning(
            _("The translations are older than what the pages say."),
            _("Some sentences appear in English."),
            "manage.py compile_catalogues",
        )


CHECKS = (
    Check("settings", dangerous_settings, needs=()),
    Check("data_directory", data_directory, needs=()),
    Check("disk_space", disk_space, needs=()),
    Check("clocks_agree", clocks_agree),
    Check("broker", broker, needs=()),
    Check("catalogues", catalogues, needs=()),
)
