"""A line in the log of an organisation."""

from datetime import datetime
from typing import Any

from backend.audit.services import record


def note(organisation_id: Any, verb: str, *, by: Any, at: datetime, subject: Any = "", **detail: Any) -> None:
    """Write one line into the audit chain of an organisation: ids, codes and names of fields, no values."""
    record(
        f"organisation:{organisation_id}", verb, by=by, at=at, organisation_id=organisation_id,
        subject=str(subject or organisation_id), **detail,
    )  # fmt: skip
