"""manage.py issue_token EMAIL: an API token, printed once."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from knox.models import AuthToken

from backend.accounts.models import User
from backend.audit.services import record
from backend.kernel.clock import now


class Command(BaseCommand):
    help = "Prints a new API token of a user. Only its hash is kept; it expires after the days given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--days", type=int, default=90)

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active user {options['email']}.")
        membership = user.memberships.filter(ended_at=None).first()
        if membership is None:
            raise CommandError(f"{user.email} belongs to no organisation: a token would open nothing.")
        _row, token = AuthToken.objects.create(user, expiry=timedelta(days=options["days"]))
        record(
            f"organisation:{membership.organisation_id}",
            "token.issued",
            by=user,
            at=now(),
            organisation_id=membership.organisation_id,
            subject=str(user.pk),
        )
        self.stdout.write(token)
