"""What an event tells, apart: what is counted and may be listed, and free text, which is shown on demand only."""

from typing import Any

from backend.law.queries import law_book
from backend.procedure.lawbook import Field
from backend.proceedings.models import Event

FREE_TEXT = {"text", "long_text"}


def told_openly(event: Event) -> dict[str, Any]:
    """The choices, days, numbers and ids of an event, without anything somebody wrote in her own words."""
    hidden = set(told_on_demand(event))
    return {name: value for name, value in (event.fields or {}).items() if name not in hidden}


def told_on_demand(event: Event) -> list[str]:
    """The names of the fields of an event that hold free text; a field the law book no longer knows counts as one."""
    declared = _declared(event)
    return [name for name in (event.fields or {}) if name not in declared or declared[name].type in FREE_TEXT]


def _declared(event: Event) -> dict[str, Field]:
    kind = law_book().routes[event.proceeding.route].find_event(event.kind)
    return {field.key: field for field in kind.fields} if kind else {}
