"""manage.py create_organisation PREFIX: an organisation, before there is anybody who could make it on a page."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from backend.accounts.founding import found_organisation
from backend.kernel.clock import now
from backend.kernel.errors import RuleBroken


class Command(BaseCommand):
    help = "Makes an organisation. PREFIX begins the codes of its cases: АЛ makes АЛ-26-0001."
    requires_system_checks = []  # set_up and check tell of settings; here they would bury the answer

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("prefix")
        parser.add_argument("--name", required=True)
        parser.add_argument("--short-name", required=True)
        parser.add_argument("--region", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        told = {field: options[field] for field in ("name", "short_name", "region")}
        try:
            with translation.override("en"):
                found_organisation(options["prefix"], at=now(), **told)
        except RuleBroken as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Made {told['short_name']}. Now its coordinator: manage.py create_user EMAIL ...")
