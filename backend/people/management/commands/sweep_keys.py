"""manage.py sweep_keys: destroy keys of survivors who are not there."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.kernel.clock import now
from backend.people.models import Survivor
from backend.people.orphans import orphan_keys, sweep_keys
from backend.vault.backups.restoring import unfinished_restore


class Command(BaseCommand):
    help = (
        "Counts the keys that belong to no survivor here; with --really, destroys them. Do not, where older data was "
        "restored and newer may still be found: without their keys those survivors could not be read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--really", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if reason := unfinished_restore():
            raise CommandError(reason.strip())
        if not Survivor._default_manager.exists():
            raise CommandError(
                "There is no survivor here at all: this looks like half a restore. Nothing was destroyed."
            )
        if options["really"]:
            self.stdout.write(f"Destroyed: {sweep_keys(at=now())}.")
        else:
            self.stdout.write(f"Keys of nobody: {len(orphan_keys(now()))}. Destroy them with --really.")
