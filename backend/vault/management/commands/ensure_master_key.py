"""manage.py ensure_master_key: the first master key of a new installation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from backend.vault.ring import ensure_master_key


class Command(BaseCommand):
    help = "Makes the master key file when there is none. Keep a copy of it away from this machine."

    def handle(self, *args: Any, **options: Any) -> None:
        if ensure_master_key():
            self.stdout.write(f"Made {settings.TIREK_MASTER_KEY_FILE}. Keep a copy away from this machine.")
