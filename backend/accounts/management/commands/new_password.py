"""manage.py new_password EMAIL: for somebody who has forgotten hers."""

import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend.accounts.models import User
from backend.accounts.sessions import end_all_sessions
from backend.audit.services import record
from backend.kernel.clock import now


class Command(BaseCommand):
    help = "Gives a user a new password, printed once, and ends all her sessions. Tell it to her in person or by phone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].strip().lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active user {options['email']}. Nothing was changed.")
        password = secrets.token_urlsafe(12)
        user.set_password(password)
        user.save(update_fields=["password"])
        end_all_sessions(user)
        for organisation_id in user.memberships.filter(ended_at=None).values_list("organisation_id", flat=True):
            record(
                f"organisation:{organisation_id}", "user.password_given", by=None, at=now(),
                organisation_id=organisation_id, subject=str(user.pk),
            )  # fmt: skip
        self.stdout.write(password)
