"""manage.py backup FOLDER: data and keys, each in an archive of its own."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.kernel.clock import now
from backend.vault.backups.restoring import unfinished_restore
from backend.vault.backups.saving import save
from backend.vault.errors import VaultError


class Command(BaseCommand):
    help = (
        "Saves both databases and the stored files as two sealed archives. Keep the keys apart from the data and no "
        "longer than 30 days: an erased survivor is gone when the last archive with her key is. The master key is in "
        "neither archive; without a copy of it nothing can be restored."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        if reason := unfinished_restore():
            raise CommandError(reason)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            archives, lost = save(folder, now())
        except FileExistsError as error:
            raise CommandError(f"{error} is there already.") from None
        except OSError as error:
            raise CommandError(f"{folder} cannot be written: {error.strerror}.") from None
        except VaultError as error:
            raise CommandError(str(error)) from None
        for archive in archives:
            self.stdout.write(str(archive))
        for line in lost:
            self.stderr.write(line)
        if lost:
            raise CommandError(f"{len(lost)} stored files were not there to be saved; everything else was.")
