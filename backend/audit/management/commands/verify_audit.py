"""manage.py verify_audit: whether anybody wrote in the log afterwards."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backend.audit.models import AuditEntry
from backend.audit.queries import first_broken_line


class Command(BaseCommand):
    help = "Checks every chain of the audit log."

    def handle(self, *args: Any, **options: Any) -> None:
        chains = AuditEntry.objects.order_by().values_list("chain", flat=True).distinct()
        broken = [f"{chain}, line {line}" for chain in chains if (line := first_broken_line(chain))]
        if broken:
            raise CommandError("Altered: " + "; ".join(broken))
        self.stdout.write("Every chain is as it was written.")
