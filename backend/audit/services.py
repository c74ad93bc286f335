"""Writing the log: in the transaction of the change itself, so that neither is ever there without the other."""

import hmac
import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from backend.audit.models import AuditEntry
from backend.audit.verbs import SENTENCES

TRIES = 20


class UnknownVerb(Exception):
    """A verb without a sentence cannot be logged."""


def chain_mac(previous: bytes, entry: AuditEntry) -> bytes:
    """The hash of one line, over the line before it and everything the line says."""
    said = [
        entry.chain, entry.seq, entry.verb, entry.at.astimezone(UTC).isoformat(), str(entry.by_id),
        str(entry.organisation_id), str(entry.case_id), entry.subject, entry.detail,
    ]  # fmt: skip
    key = hmac.digest(settings.SECRET_KEY.encode(), b"tirek audit", sha256)
    return hmac.digest(key, previous + json.dumps(said, sort_keys=True, ensure_ascii=False).encode(), sha256)


def record(
    chain: str,
    verb: str,
    *,
    by: Any,
    at: datetime,
    organisation_id: Any = None,
    case_id: Any = None,
    subject: str = "",
    **detail: Any,
) -> AuditEntry:
    """Add a line to a chain. `detail` takes ids, codes and names of fields; never what stands in them.

    Two writers of one chain do not wait for each other: who comes second finds the place taken and takes the next.
    """
    if verb not in SENTENCES:
        raise UnknownVerb(verb)
    for _attempt in range(TRIES):
        last = AuditEntry.objects.filter(chain=chain).order_by("-seq").first()
        entry = AuditEntry(
            chain=chain,
            seq=last.seq + 1 if last else 1,
            verb=verb,
            at=at,
            by=by,
            organisation_id=organisation_id,
            case_id=case_id,
            subject=subject,
            detail=detail,
        )
        entry.mac = chain_mac(bytes(last.mac) if last else b"", entry)
        try:
            with transaction.atomic():
                entry.save(force_insert=True)
        except IntegrityError:
            continue
        return entry
    raise RuntimeError(f"The log {chain} is written by too many at once.")
