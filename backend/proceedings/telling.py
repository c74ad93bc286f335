"""What an event tells, apart: what is counted and may be listed, and free text, which is shown on demand only."""

from typing import Any

from backend.procedure.lawbook import LawBook
from backend.proceedings.models import Event

FREE_TEXT = {"text", "long_text"}


def told_openly(event: Event, book: LawBook) -> dict[str, Any]:
    """The choices, days, numbers and ids of an event, without anything somebody wrote in her own words."""
    hidden = set(told_on_demand(event, book))
    return {name: value for name, value in (event.fields or {}).items() if name not in hidden}


def told_on_demand(event: Event, book: LawBook) -> list[str]:
    """The names of the fields of an event that hold free text; a field the law book no longer knows counts as one."""
    kind = book.routes[event.proceeding.route].find_event(event.kind)
    declared = {field.key: field.type for field in kind.fields} if kind else {}
    return [name for name in (event.fields or {}) if declared.get(name, "text") in FREE_TEXT]
