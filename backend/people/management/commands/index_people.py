"""manage.py index_people: bring the blind index up to date, of people written down by an older version or of everybody."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from backend.people.reindexing import forget_who_is_indexed, index_old_rows, old_rows_remain


class Command(BaseCommand):
    help = "Indexes people whose rows an older version wrote. May be cut short: the next run goes on from there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--at-most", type=int, default=None, help="stop after so many; the clock does the rest")
        parser.add_argument("--anew", action="store_true", help="everybody, also those whose rows are up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["anew"]:
            forget_who_is_indexed()
        done = index_old_rows(options["at_most"])
        if options["verbosity"] and done:
            rest = " The clock goes on with the rest." if old_rows_remain() else ""
            self.stdout.write(f"Indexed: {done}.{rest}")
