"""manage.py load_law: bring fixtures/law into the database."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from backend.law.loading import load_law
from backend.law.reading import LawError


class Command(BaseCommand):
    help = "Loads routes, rules, calendar, articles and agencies. Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_law(settings.TIREK_FIXTURES / "law")
        except LawError as error:
            raise CommandError(str(error)) from None
        if options["verbosity"]:
            self.stdout.write(
                f"Law: {loaded.routes} routes, {loaded.rules} rules, {loaded.days} calendar days, "
                f"{loaded.articles} articles, {loaded.agencies} agencies."
            )
