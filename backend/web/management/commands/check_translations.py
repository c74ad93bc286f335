"""manage.py check_translations: refuse what some language lacks."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.web.catalogues import untranslated


class Command(BaseCommand):
    help = "Lists the messages that lack Russian or Kazakh."

    def handle(self, *args: Any, **options: Any) -> None:
        if missing := untranslated():
            raise CommandError("Not translated:\n" + "\n".join(missing))
