"""Reading the log, and checking that nobody wrote in it afterwards."""

from typing import Any

from django.db.models import QuerySet

from backend.audit.models import AuditEntry
from backend.audit.services import chain_mac


def entries_of_case(case_id: Any) -> QuerySet[AuditEntry]:
    """What was done in and looked at of one case, newest first."""
    return AuditEntry.objects.filter(case_id=case_id).select_related("by").order_by("-at", "-id")


def first_broken_line(chain: str) -> int | None:
    """The number of the first line of a chain that was altered, moved or lost; None when all is as written."""
    previous, expected = b"", 1
    for entry in AuditEntry.objects.filter(chain=chain).order_by("seq").iterator():
        if entry.seq != expected or chain_mac(previous, entry) != bytes(entry.mac):
            return expected
        previous, expected = bytes(entry.mac), expected + 1
    return None


def changes_since(chain: str, subject: Any, version: int) -> list[AuditEntry]:
    """The corrections of one row that made it newer than `version`, latest first: who, when, and which fields.

    Read from the end of the chain backwards, and no further than the version asked about.
    """
    found = []
    rows = AuditEntry.objects.filter(chain=chain, subject=str(subject)).select_related("by").order_by("-seq")
    for entry in rows.iterator(chunk_size=50):
        reached = entry.detail.get("version")
        if reached is None:
            continue
        if reached <= version:
            break
        found.append(entry)
    return found
