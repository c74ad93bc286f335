"""manage.py restore ARCHIVE [ARCHIVE]: into an empty place, keys first, all or nothing."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.vault.backups.restoring import restore
from backend.vault.errors import VaultError


class Command(BaseCommand):
    help = "Restores an archive of keys, one of data, or both, made by `manage.py backup`, into an empty place."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archives", type=Path, nargs="+")

    def handle(self, *args: Any, archives: list[Path], **options: Any) -> None:
        try:
            restored = restore(archives)
        except VaultError as error:
            raise CommandError(f"{error} Nothing was restored.") from None
        for kind, rows in restored.rows.items():
            self.stdout.write(f"Restored {rows} rows of {kind}.")
        if "data" not in restored.rows:
            self.stdout.write("Now restore the archive of data.")
            return
        self.stdout.write(f"Restored {restored.files} files.")
        if restored.erased:
            self.stdout.write(
                f"{restored.erased} survivors have no key any more: erased since this data was saved. "
                "What was encrypted for them stays closed."
            )
