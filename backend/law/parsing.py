"""From what YAML (or a stored body) says to the kernel's dataclasses, refusing what cannot be."""

from datetime import date
from typing import Any, Literal, get_args

from backend.law.reading import Node
from backend.procedure.lawbook import Choice, EventKind, Field, FieldType, Obligor, Route, Rule, Stage, StepRule
from backend.procedure.terms import UNITS, Convention, Term

ROUTE_KEYS = {"key", "titles", "stages", "events", "steps"}
STAGE_KEYS = {"key", "titles", "final", "settled"}
EVENT_KEYS = {
    "key", "titles", "actor", "from", "to", "to_by", "decides_by", "outcome", "outcomes", "reverses", "document",
    "moment", "fields",
}  # fmt: skip
FIELD_KEYS = {"key", "type", "titles", "required", "choices"}
STEP_KEYS = {"key", "kind", "target", "titles", "basis", "stages", "rules"}
RULE_KEYS = {
    "key", "aliases", "version", "route", "titles", "obligor", "triggers", "only_if", "not_after", "counted_from", "starts_after",
    "satisfied_by", "one_by_one", "cancelled_by", "term", "convention", "continuous", "article", "source",
    "until", "stopped_in", "pauses", "watch", "confidence", "needs_review", "if_missed", "effective_from", "effective_to",
}  # fmt: skip
LANGUAGES = ("ru", "kk", "en")
ACTORS = ("us", "police", "prosecutor", "court", "other")
COUNTABLE = tuple(unit for unit in UNITS if unit != "by_hand")
BY_HAND: Literal["by_hand"] = "by_hand"
CONFIDENCE = ("high", "medium", "low")


def titles_of(node: Node, key: str = "titles") -> dict[str, str]:
    """A text in all three languages."""
    told = node.need(key)
    if not isinstance(told, dict) or any(not told.get(language) for language in LANGUAGES):
        raise node.refuse(f"“{key}” needs ru, kk and en")
    if unknown := sorted(str(language) for language in told.keys() - set(LANGUAGES)):
        raise node.refuse(f"“{key}” has no language {', '.join(unknown)}")
    return {language: str(told[language]) for language in LANGUAGES}


def route_of(node: Node) -> Route:
    """A route, with every stage and event that it names checked to exist."""
    node.only(ROUTE_KEYS)
    node.need("stages")
    node.need("events")
    stages = tuple(_stage(stage) for stage in node.nodes("stages"))
    known = _each_once(node, "stages", [stage.key for stage in stages])
    going_on = tuple(stage.key for stage in stages if not stage.final)
    events = tuple(_event(event, known, going_on) for event in node.nodes("events"))
    kinds = _each_once(node, "events", [event.key for event in events])
    steps = tuple(_step(step, known, kinds) for step in node.nodes("steps"))
    _each_once(node, "steps", [step.key for step in steps])
    return Route(node.text("key"), titles_of(node), stages, events, steps)


def _each_once(node: Node, of: str, keys: list[str]) -> set[str]:
    if doubled := sorted({key for key in keys if keys.count(key) > 1}):
        raise node.refuse(f"two {of} of one route have the same key: {', '.join(doubled)}")
    return set(keys)


def _stage(node: Node) -> Stage:
    node.only(STAGE_KEYS)
    final, settled = bool(node.get("final")), bool(node.get("settled"))
    if final and settled:
        raise node.refuse("a stage is either “final” or “settled”")
    return Stage(node.text("key"), titles_of(node), final, settled)


def _event(node: Node, known: set[str], going_on: tuple[str, ...]) -> EventKind:
    node.only(EVENT_KEYS)
    from_stages = going_on if node.need("from") == "any" else node.words("from")
    leads_to = {str(value): str(stage) for value, stage in node.get("to_by", {}).items()}
    for stage in (*from_stages, *leads_to.values(), *([node["to"]] if node.get("to") else [])):
        if stage not in known:
            raise node.refuse(f"there is no stage “{stage}”")
    fields = tuple(_field(field) for field in node.nodes("fields"))
    outcomes = {str(value): str(outcome) for value, outcome in node.get("outcomes", {}).items()}
    decides_by = str(node.get("decides_by", ""))
    _check_decision(node, decides_by, {*leads_to, *outcomes}, fields)
    return EventKind(
        key=node.text("key"),
        titles=titles_of(node),
        actor=node.one_of("actor", ACTORS),
        from_stages=from_stages,
        to_stage=node.get("to"),
        to_stage_by=leads_to,
        decides_by=decides_by,
        outcomes={"": str(node["outcome"])} if node.get("outcome") else outcomes,
        reverses=bool(node.get("reverses")),
        document=str(node.get("document", "")),
        moment=node.one_of("moment", ("date", "datetime"), "date"),
        fields=fields,
    )


def _check_decision(node: Node, decides_by: str, values: set[str], fields: tuple[Field, ...]) -> None:
    """What is told by value needs a field with exactly such values, and an answer for each of them."""
    if not decides_by:
        if values:
            raise node.refuse("“outcomes” and “to_by” need “decides_by”")
        return
    field = next((field for field in fields if field.key == decides_by), None)
    if field is None or field.type != "choice":
        raise node.refuse(f"“decides_by” names no field with choices: {decides_by}")
    if node.get("outcome"):
        raise node.refuse("an event has either one “outcome” or several by what it decides")
    choices = {choice.value for choice in field.choices}
    if odd := sorted(values ^ choices):
        raise node.refuse(f"choices of “{decides_by}” and what they lead to differ: {', '.join(odd)}")


def _field(node: Node) -> Field:
    node.only(FIELD_KEYS)
    type_ = node.one_of("type", get_args(FieldType))
    choices = tuple(Choice(str(choice.need("value")), titles_of(choice)) for choice in node.nodes("choices"))
    if (type_ == "choice") != bool(choices):
        raise node.refuse("a field has choices exactly when its type is choice")
    return Field(node.text("key"), type_, titles_of(node), bool(node.get("required")), choices)


def _step(node: Node, known: set[str], kinds: set[str]) -> StepRule:
    node.only(STEP_KEYS)
    stages, rules = node.words("stages"), node.words("rules")
    if bool(stages) == bool(rules):
        raise node.refuse("a step is offered either at “stages” or when one of “rules” is overdue")
    for stage in stages:
        if stage not in known:
            raise node.refuse(f"there is no stage “{stage}”")
    kind = node.one_of("kind", ("event", "document", "proceeding"))
    if kind == "event" and node.text("target") not in kinds:
        raise node.refuse(f"there is no event “{node['target']}”")
    return StepRule(
        node.text("key"), kind, node.text("target"), titles_of(node), str(node.get("basis", "")),
        "overdue" if rules else "stage", stages, rules,
    )  # fmt: skip


def rule_of(node: Node) -> Rule:
    """One wording of a rule."""
    node.only(RULE_KEYS)
    since, until = _day(node, "effective_from"), _day(node, "effective_to")
    if since and until and since >= until:
        raise node.refuse("“effective_from” must lie before “effective_to”")
    node.need("triggers")
    confidence = node.one_of("confidence", CONFIDENCE)
    return Rule(
        key=node.text("key"),
        version=str(node.get("version") or (since.isoformat() if since else "1")),
        route=node.text("route"),
        aliases=node.words("aliases"),
        titles=titles_of(node),
        obligor=node.one_of("obligor", get_args(Obligor)),
        triggers=node.words("triggers"),
        only_if=_conditions(node),
        not_after=node.words("not_after"),
        counted_from=node.words("counted_from"),
        starts_after=_number(node, "starts_after"),
        satisfied_by=node.words("satisfied_by"),
        one_by_one=bool(node.get("one_by_one")),
        cancelled_by=node.words("cancelled_by"),
        until=_until(node),
        stopped_in=node.words("stopped_in"),
        pauses=_pauses(node),
        watch=bool(node.get("watch")),
        term=_term(node),
        convention=Convention(node.one_of("convention", [each.value for each in Convention])),
        continuous=bool(node.get("continuous")),
        article=node.text("article"),
        source=node.text("source"),
        confidence=confidence,
        needs_review=bool(node.get("needs_review")) or confidence != "high",
        if_missed=titles_of(node, "if_missed"),
        effective_from=since,
        effective_to=until,
    )


def _term(node: Node) -> Term:
    told = node.need("term")
    if told == BY_HAND:
        return Term(0, BY_HAND)
    if not isinstance(told, list) or len(told) != 2 or type(told[0]) is not int or told[1] not in UNITS:
        raise node.refuse(
            f"“term” must be a number and one of {', '.join(COUNTABLE)}, like [3, days], or “{BY_HAND}”; {told} is not"
        )
    try:
        term = Term(told[0], told[1])
    except ValueError as error:
        raise node.refuse(str(error)) from None
    if term.unit == BY_HAND:
        raise node.refuse(f"a term without a length is written “term: {BY_HAND}”")
    if node.get("continuous") and term.unit == "working_days":
        raise node.refuse("a term that runs continuously cannot be one of working days")
    return term


def _number(node: Node, key: str) -> int:
    told = node.get(key, 0)
    if type(told) is not int or told < 0:
        raise node.refuse(f"“{key}” must be a number of days")
    return told


def _conditions(node: Node) -> dict[str, tuple[str, ...]]:
    """`{field: [value, null]}`; null stands for «the event does not say»."""
    told = node.get("only_if", {})
    if not isinstance(told, dict) or not all(isinstance(values, list) and values for values in told.values()):
        raise node.refuse("“only_if” must be like {field: [value, other]}")
    return {
        str(field): tuple("" if value is None else str(value) for value in values) for field, values in told.items()
    }


def _until(node: Node) -> dict[str, str]:
    """`{event: field}`: which field of the event names the last day."""
    told = node.get("until", {})
    if not isinstance(told, dict) or not all(isinstance(field, str) for field in told.values()):
        raise node.refuse("“until” must be like {event: field}")
    return {str(event): field for event, field in told.items()}


def _pauses(node: Node) -> dict[str, tuple[str, ...]]:
    """`{event: [event]}`: what stops the clock, and what lets it run again."""
    told = node.get("pauses", {})
    if not isinstance(told, dict) or not all(isinstance(events, list) and events for events in told.values()):
        raise node.refuse("“pauses” must be like {event: [event, other]}")
    return {str(event): tuple(str(other) for other in events) for event, events in told.items()}


def _day(node: Node, key: str) -> date | None:
    told = node.get(key)
    if told is None or isinstance(told, date):
        return told
    try:
        return date.fromisoformat(str(told))
    except ValueError:
        raise node.refuse(f"“{key}” must be a day like 2026-01-31") from None


def node_of(body: Any) -> Any:
    """A stored body, as `Node` all the way down."""
    if isinstance(body, dict):
        node = Node({key: node_of(value) for key, value in body.items()})
        node.file = "stored"
        return node
    return [node_of(item) for item in body] if isinstance(body, list) else body
