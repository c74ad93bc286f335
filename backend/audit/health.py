"""Whether the log is as it was written, and still guarded: for `manage.py doctor`."""

from collections.abc import Iterator

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from backend.audit.models import AuditEntry
from backend.audit.queries import first_broken_line
from backend.kernel.health import Asked, Check, Finding, broken

SAMPLE = 50
GUARDS = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name IN ('audit_no_update', 'audit_no_delete')",
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'D' "
    "AND tgname IN ('audit_only_added_to', 'audit_not_truncated')",
}


def log_is_intact(asked: Asked) -> Iterator[Finding]:
    """The chains written last; all of them when everything is asked for."""
    chains = AuditEntry.objects.order_by().values("chain").annotate(last=Max("id")).order_by("-last")
    for row in chains if asked.everything else chains[:SAMPLE]:
        if line := first_broken_line(row["chain"]):
            yield broken(
                _("The log %(chain)s was altered from line %(line)d on.") % {"chain": row["chain"], "line": line},
                _("Somebody wrote in it past the program, or the secret key is another one: what it says proves nothing."),
                _("Put back the right secret.key, or compare with a backup: manage.py verify_audit"),
            )  # fmt: skip


def log_is_guarded(asked: Asked) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(GUARDS[connection.vendor])
        guards = cursor.fetchone()[0]
    if guards < 2:
        yield broken(
            _("The log is not guarded against being changed: its triggers are gone."),
            _("A line can be altered or removed; it would be noticed, but not prevented."),
            "manage.py migrate audit 0001 --fake; manage.py migrate audit",
        )


CHECKS = (Check("log_is_intact", log_is_intact), Check("log_is_guarded", log_is_guarded))
