"""manage.py create_user EMAIL: an account without an invitation; the first coordinator comes in this way."""

import getpass
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from backend.accounts.founding import add_user
from backend.accounts.models import Organisation
from backend.accounts.roles import Role
from backend.kernel.clock import now
from backend.kernel.errors import RuleBroken


class Command(BaseCommand):
    help = "Makes an account in an organisation and asks for its password (or reads it as a line of standard input)."
    requires_system_checks = []  # set_up and check tell of settings; here they would bury the answer

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--organisation", required=True, help="the prefix of its case codes")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--name", required=True, help="first name and surname")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = Organisation.objects.filter(offices__prefix=options["organisation"]).first()
        if organisation is None:
            known = ", ".join(Organisation.objects.values_list("offices__prefix", flat=True)) or "none yet"
            raise CommandError(f"There is no organisation {options['organisation']} (known: {known}).")
        try:
            with translation.override("en"):
                add_user(
                    organisation, options["email"], options["role"], full_name=options["name"], password=_password(),
                    at=now(),
                )  # fmt: skip
        except RuleBroken as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{options['email']} can sign in.")


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password, at least 12 characters: ")
    if first != getpass.getpass("Again: "):
        raise CommandError("The two passwords differ; nothing was made.")
    return first
