"""manage.py forget_second_factor EMAIL: for somebody who lost her phone, her keys and her recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.accounts.factors import forget_second_factor
from backend.accounts.models import User
from backend.kernel.clock import now


class Command(BaseCommand):
    help = "Takes the second factor off an account and ends its sessions. First make sure that it is she who asks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active user {options['email']}. Nothing was changed.")
        forget_second_factor(user, by=None, at=now())
        self.stdout.write("Done. At her next signing in she is led to set up a new one.")
