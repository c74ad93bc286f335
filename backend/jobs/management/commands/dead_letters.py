"""manage.py dead_letters: what the workers gave up, and a way to let them try again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from backend.jobs.message_rows import revive
from backend.jobs.models import QueuedMessage


class Command(BaseCommand):
    help = "Lists the dead letters of the database broker; with --retry, queues them again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("ids", nargs="*", type=int, help="only these (by default all)")
        parser.add_argument("--retry", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        letters = QueuedMessage.objects.dead()
        if options["ids"]:
            letters = letters.filter(pk__in=options["ids"])
        if options["retry"]:
            self.stdout.write(f"Queued again: {revive(letters)}.")
            return
        for letter in letters:
            self.stdout.write(
                f"{letter.pk}  {letter.dead_at:%Y-%m-%d %H:%M}  {letter.queue}/{letter.actor}  {letter.error}"
            )
        if not letters:
            self.stdout.write("There are no dead letters.")
