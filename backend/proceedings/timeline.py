"""All that happened in one case, in one line: acts of violence, events of its proceedings, sittings in court."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, Literal
from uuid import UUID

from backend.cases.models import Case
from backend.kernel.clock import ALMATY
from backend.proceedings.models import Event, Hearing


@dataclass(frozen=True, slots=True)
class Entry:
    """One point of the line. `kind` is the event's kind, the hearing's status, or the kinds of violence."""

    at: datetime
    id: UUID
    type: Literal["incident", "event", "hearing"]
    kind: str
    proceeding: UUID | None = None


def timeline_of(case: Case) -> list[Entry]:
    """The entries of one case, unordered; three queries whatever its length. Events taken back are left out."""
    events = Event._default_manager.filter(proceeding__case=case, annulled_by=None).exclude(kind=Event.ANNULMENT)
    hearings = Hearing._default_manager.filter(proceeding__case=case)
    entries = [_of_incident(row) for row in case.incidents.values("id", "happened_on", "kinds")]
    entries += [
        Entry(row["happened_at"], row["id"], "event", row["kind"], row["proceeding"])
        for row in events.values("id", "happened_at", "kind", "proceeding")
    ]
    entries += [
        Entry(row["starts_at"], row["id"], "hearing", row["status"], row["proceeding"])
        for row in hearings.values("id", "starts_at", "status", "proceeding")
    ]
    return entries


def _of_incident(row: Mapping[str, Any]) -> Entry:
    """A day stands at its beginning, before whatever was done about it."""
    at = datetime.combine(row["happened_on"], time(), ALMATY).astimezone(UTC)
    return Entry(at, row["id"], "incident", ",".join(row["kinds"]))
