"""manage.py revoke_tokens EMAIL: all API tokens of a user become worthless at once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.accounts.models import User
from backend.accounts.tokens import revoke_tokens
from backend.kernel.clock import now


class Command(BaseCommand):
    help = "Revokes all API tokens of a user, who may also be switched off or have left."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower()).first()
        if user is None:
            raise CommandError(f"Nobody here has the address {options['email']}. Nothing was revoked.")
        count = revoke_tokens(user, at=now())
        self.stdout.write(f"Revoked: {count}.")
