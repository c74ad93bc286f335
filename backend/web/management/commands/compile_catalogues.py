"""manage.py compile_catalogues: message catalogues for all three languages."""

from typing import Any

from django.core.management.base import BaseCommand

from backend.web.catalogues import write_catalogues


class Command(BaseCommand):
    help = "Makes .po and .mo files out of backend/locale/parts."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        write_catalogues()
