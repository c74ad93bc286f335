"""manage.py ensure_master_key: the first master key of a new installation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from backend.vault.errors import VaultError
from backend.vault.ring import ensure_master_key


class Command(BaseCommand):
    help = "Makes the master key file when there is none. Keep a copy of it away from this machine."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = ensure_master_key()
        except VaultError as error:
            raise CommandError(str(error)) from None
        if made and options["verbosity"]:
            self.stdout.write(f"Made {settings.TIREK_MASTER_KEY_FILE}. Keep a copy away from this machine.")
