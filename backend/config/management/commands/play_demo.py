"""manage.py play_demo: the demo story, once, into an empty installation."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.accounts.models import User
from backend.demo.story import Story
from backend.kernel.clock import today


class Command(BaseCommand):
    help = "Plays the demo story. TIREK_DEMO_TODAY sets its anchor day (by default the last working day)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--today", type=date.fromisoformat, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.TIREK_DEMO:
            raise CommandError("The demo story is for TIREK_DEMO=1 only.")
        if User.objects.exists():
            raise CommandError("There are people here already; the story needs an empty installation.")
        anchor = options["today"] or settings.TIREK_DEMO_TODAY or today()
        count = Story(settings.TIREK_FIXTURES / "demo", anchor, options["seed"]).play()
        if options["verbosity"]:
            self.stdout.write(f"The demo story has {count} cases.")
