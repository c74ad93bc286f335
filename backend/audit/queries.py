"""Reading the log, and checking that nobody wrote in it afterwards."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from backend.audit.models import AuditEntry
from backend.audit.services import chain_mac
from backend.audit.verbs import ACCESSES, LOOKS


def entries_of_case(case_id: Any, subjects: Iterable[Any] = ()) -> QuerySet[AuditEntry]:
    """What was done in and looked at of one case, newest first.

    `subjects` are ids that belong to the case and whose lines stand in the organisation's chain: its people.
    """
    about = Q(case_id=case_id) | Q(subject__in=[str(subject) for subject in subjects])
    return AuditEntry.objects.filter(about).select_related("by").order_by("-at", "-id")


def accesses_of_case(case_id: Any) -> QuerySet[AuditEntry]:
    """Who looked into one case, had something shown, took a file or came in by a reason, newest first."""
    verbs = [verb for kind in ACCESSES.values() for verb in kind]
    return AuditEntry.objects.filter(case_id=case_id, verb__in=verbs).select_related("by").order_by("-at", "-id")


def of_kind(rows: QuerySet[AuditEntry], *, kind: str = "", by: Any = "") -> QuerySet[AuditEntry]:
    """Lines of the log of access of one kind (a key of `ACCESSES`) and by one person; of all where none is named."""
    if kind:
        rows = rows.filter(verb__in=ACCESSES[kind])
    return rows.filter(by=by) if by else rows


def people_in(rows: QuerySet[AuditEntry]) -> list[tuple[str, str]]:
    """Who wrote lines among these: id and name, by name."""
    found = rows.exclude(by=None).order_by("by__full_name").values_list("by", "by__full_name").distinct()
    return [(str(pk), name) for pk, name in found]


def changes_since(case_ids: Any, since: datetime, *, not_by: Any) -> QuerySet[AuditEntry]:
    """What others than `not_by` did in some cases from `since` on, newest first."""
    changes = AuditEntry.objects.filter(case_id__in=case_ids, at__gte=since).exclude(verb__in=LOOKS)
    return changes.exclude(by=not_by).select_related("by").order_by("-at", "-id")


def last_trace(user: Any, before: datetime) -> datetime | None:
    """When the user last did or looked at anything before a moment."""
    return AuditEntry.objects.filter(by=user, at__lt=before).order_by("-at").values_list("at", flat=True).first()


def first_broken_line(chain: str) -> int | None:
    """The number of the first line of a chain that was altered, moved or lost; None when all is as written."""
    previous, expected = b"", 1
    for entry in AuditEntry.objects.filter(chain=chain).order_by("seq").iterator():
        if entry.seq != expected or chain_mac(previous, entry) != bytes(entry.mac):
            return expected
        previous, expected = bytes(entry.mac), expected + 1
    return None


def corrections_since(chain: str, subject: Any, version: int) -> list[AuditEntry]:
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
