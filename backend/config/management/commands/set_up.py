"""manage.py set_up: tables, key, catalogues, law book, static files, demo story. Running it again changes nothing."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from backend.accounts.models import Organisation, User
from backend.config.checks import TAG
from backend.config.preflight import CannotStart, need_broker, need_databases, need_writable
from backend.jobs.models import PeriodicSlot
from backend.kernel.clock import ALMATY, now
from backend.kernel.files import write_anew
from backend.vault.backups.restoring import unfinished_restore
from backend.vault.errors import VaultError
from backend.vault.fitting import fit_master_key
from backend.web.catalogues import are_compiled

INDEXED_AT_START = 2000  # people of an older index, some seconds' work; the clock goes on with the rest


class Command(BaseCommand):
    help = "Makes an installation ready to be served, or brings it up to date. Running it again keeps the data."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            need_writable(settings.TIREK_DATA_DIR)
            need_databases()
            need_broker(settings.TIREK_BROKER_URL)
        except CannotStart as error:
            raise CommandError(str(error)) from None
        if reason := unfinished_restore():
            raise CommandError(reason.strip())
        call_command("migrate", database="keys", verbosity=0, interactive=False, skip_checks=True)
        self._fit_master_key()
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        call_command("createcachetable", verbosity=0)
        if not are_compiled():
            call_command("compile_catalogues")
        call_command("load_law", verbosity=0)
        call_command("index_people", at_most=INDEXED_AT_START, stdout=self.stdout)
        _collect_static()
        self._warn()
        if settings.TIREK_DEMO:
            self._demo()
        elif not Organisation.objects.exists():
            self.stdout.write(
                "Nobody can sign in yet. Make the first organisation and its coordinator:\n"
                "  manage.py create_organisation АЛ --name 'Full name' --short-name 'Name'\n"
                "  manage.py create_user coordinator@example.org --organisation АЛ --role coordinator --name 'Her name'"
            )

    def _fit_master_key(self) -> None:
        try:
            made = fit_master_key()
        except VaultError as error:
            raise CommandError(str(error)) from None
        if made:
            self.stdout.write(f"Made {settings.TIREK_MASTER_KEY_FILE}. Keep a copy away from this machine.")

    def _demo(self) -> None:
        if not User.objects.exists():
            self.stdout.write("Playing the demo story (once; some ten seconds) ...")
            self.stdout.flush()
            call_command("play_demo", verbosity=0)
        # A demo's clock may have been moved, and stand earlier now: slots that it already took would have to come again.
        PeriodicSlot.objects.filter(slot__gt=0).update(slot=0)
        if settings.TIREK_NOW:
            here = now().astimezone(ALMATY)
            self.stdout.write(f"The clock is moved (TIREK_NOW): here it is {here:%d.%m.%Y %H:%M}.")

    def _warn(self) -> None:
        for message in run_checks(tags=[TAG]):
            if message.is_serious():
                raise CommandError(f"{message.msg} {message.hint or ''}".strip())
            self.stderr.write(f"Warning: {message.msg} {message.hint or ''}".strip())


def _collect_static() -> None:
    """Collect and compress the static files when one of them has changed since the last time: it takes seconds."""
    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path)).stat()
            found.update(f"{path} {file.st_size} {file.st_mtime_ns}\n".encode())
    kept = Path(settings.STATIC_ROOT) / ".collected"
    if kept.exists() and kept.read_text(encoding="utf-8") == found.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False)
    write_anew(kept, found.hexdigest())
