"""manage.py issue_token EMAIL: an API token, printed once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from backend.accounts.models import User
from backend.accounts.tokens import issue_token
from backend.kernel.clock import now
from backend.kernel.errors import RuleBroken


class Command(BaseCommand):
    help = "Prints a new API token of a user. Only its hash is kept; it expires after the days given (1 to 366)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--days", type=int, default=90)

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower()).first()
        if user is None:
            raise CommandError(f"Nobody here has the address {options['email']}. Nothing was issued.")
        try:
            with translation.override("en"):
                token = issue_token(user, days=options["days"], at=now())
        except RuleBroken as error:
            raise CommandError(str(error)) from None
        self.stdout.write(token)
