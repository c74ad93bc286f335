"""Whether an event may be recorded: what the route, the clock and the event's own fields say against it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from backend.procedure.happening import HappenedEvent, Problem, apart, walk
from backend.procedure.lawbook import EventKind, Route


def check_event(route: Route, events: Sequence[HappenedEvent], told: HappenedEvent, now: datetime) -> list[Problem]:
    """What speaks against recording `told`: nothing (an empty list), or every reason there is.

    Codes: `unknown_event`, `in_the_future`, `before_its_cause` (the stage it needs is reached only later),
    `not_at_this_stage`, `breaks_later` (names each later event it would make impossible), `missing_field`,
    `unknown_field`, `bad_choice`, `bad_date`, `bad_number`.
    """
    events, _decisions = apart(events)
    kind = route.find_event(told.kind)
    if kind is None:
        return [Problem("unknown_event", told.id, {"kind": told.kind})]
    problems = _field_problems(kind, told)
    if told.happened_at > now:
        return [*problems, Problem("in_the_future", told.id, {"field": "happened_at", "at": told.happened_at})]
    without = walk(route, events)
    astray = {problem.event_id for problem in without.problems}
    for problem in walk(route, [*events, told]).problems:
        if problem.event_id == told.id:
            later = (each for each in without.taken if each.event.happened_at > told.happened_at)
            early = any(each.stage in kind.from_stages for each in later)
            code, field = ("before_its_cause", "happened_at") if early else ("not_at_this_stage", "kind")
            problems.append(
                Problem(code, told.id, {"field": field, "kind": told.kind, "stage": problem.params["stage"]})
            )
        elif problem.event_id not in astray:
            problems.append(
                Problem("breaks_later", told.id, {"kind": problem.params["kind"], "at": problem.params["at"]})
            )
    return problems


def _field_problems(kind: EventKind, told: HappenedEvent) -> list[Problem]:
    declared = {field.key: field for field in kind.fields}
    problems = [
        Problem("unknown_field", told.id, {"field": name}) for name in sorted(told.fields.keys() - declared.keys())
    ]
    for field in kind.fields:
        value = told.fields.get(field.key)
        if value in (None, ""):
            if field.required:
                problems.append(Problem("missing_field", told.id, {"field": field.key, "titles": field.titles}))
        elif code := _misfit(field.type, str(value), {choice.value for choice in field.choices}):
            problems.append(Problem(code, told.id, {"field": field.key, "titles": field.titles, "value": str(value)}))
    return problems


def _misfit(type_: str, value: str, choices: set[str]) -> str:
    if type_ == "choice" and value not in choices:
        return "bad_choice"
    if type_ == "integer" and not (value.isascii() and value.isdigit()):
        return "bad_number"
    if type_ in ("date", "datetime") and not _is_moment(value, date if type_ == "date" else datetime):
        return "bad_date"
    return ""


def _is_moment(value: str, of: Any) -> bool:
    try:
        of.fromisoformat(value)
    except ValueError:
        return False
    return True
