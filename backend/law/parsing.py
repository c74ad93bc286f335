"""From what YAML (or a stored body) says to the kernel's dataclasses, refusing what cannot be."""

from datetime import date
from typing import Any

from backend.law.reading import LawError, Node
from backend.procedure.lawbook import Choice, EventKind, Field, LawBook, Route, Rule, Stage, StepRule
from backend.procedure.terms import Convention, Term

EVENT_KEYS = {
    "key", "titles", "actor", "from", "to", "to_by", "decides_by", "outcomes", "reverses", "document", "moment",
    "fields",
}  # fmt: skip
RULE_KEYS = {
    "key", "version", "route", "titles", "obligor", "triggers", "satisfied_by", "term", "convention", "article",
    "source", "confidence", "if_missed", "needs_review", "continuous", "effective_from", "effective_to",
}  # fmt: skip
LANGUAGES = ("ru", "kk", "en")


def titles_of(node: Node, key: str = "titles") -> dict[str, str]:
    """A text in all three languages."""
    told = node.need(key)
    if not isinstance(told, dict) or any(not told.get(language) for language in LANGUAGES):
        raise node.refuse(f"“{key}” needs ru, kk and en")
    return {language: str(told[language]) for language in LANGUAGES}


def route_of(node: Node) -> Route:
    """A route, with every stage that an event or step names checked to exist."""
    stages = tuple(
        Stage(stage.need("key"), titles_of(stage), bool(stage.get("final"))) for stage in node.need("stages")
    )
    known = {stage.key for stage in stages}
    going_on = tuple(stage.key for stage in stages if not stage.final)
    events = tuple(_event(event, known, going_on) for event in node.need("events"))
    kinds = {event.key for event in events}
    if len(kinds) != len(events):
        raise node.refuse("two events of one route have the same key")
    steps = tuple(_step(step, known, kinds) for step in node.get("steps", ()))
    return Route(node.need("key"), titles_of(node), stages, events, steps)


def _event(node: Node, known: set[str], going_on: tuple[str, ...]) -> EventKind:
    node.only(EVENT_KEYS)
    from_stages = going_on if node.need("from") == "any" else tuple(node["from"])
    leads_to = {str(value): stage for value, stage in node.get("to_by", {}).items()}
    for stage in (*from_stages, *leads_to.values(), *([node["to"]] if node.get("to") else [])):
        if stage not in known:
            raise node.refuse(f"there is no stage “{stage}”")
    fields = tuple(_field(field) for field in node.get("fields", ()))
    decides_by = node.get("decides_by", "")
    if decides_by and decides_by not in {field.key for field in fields}:
        raise node.refuse(f"“decides_by” names no field: {decides_by}")
    return EventKind(
        key=node.need("key"),
        titles=titles_of(node),
        actor=node.need("actor"),
        from_stages=from_stages,
        to_stage=node.get("to"),
        to_stage_by=leads_to,
        decides_by=decides_by,
        outcomes={str(value): str(outcome) for value, outcome in node.get("outcomes", {}).items()},
        reverses=bool(node.get("reverses")),
        document=node.get("document", ""),
        moment=node.get("moment", "date"),
        fields=fields,
    )


def _field(node: Node) -> Field:
    choices = tuple(Choice(str(choice.need("value")), titles_of(choice)) for choice in node.get("choices", ()))
    if (node.need("type") == "choice") != bool(choices):
        raise node.refuse("a field has choices exactly when its type is choice")
    return Field(node.need("key"), node["type"], titles_of(node), bool(node.get("required")), choices)


def _step(node: Node, known: set[str], kinds: set[str]) -> StepRule:
    stages = tuple(node.get("stages", ()))
    for stage in stages:
        if stage not in known:
            raise node.refuse(f"there is no stage “{stage}”")
    if node.need("kind") == "event" and node.need("target") not in kinds:
        raise node.refuse(f"there is no event “{node['target']}”")
    when = "overdue" if node.get("rules") else "stage"
    return StepRule(
        node.need("key"), node["kind"], node.need("target"), titles_of(node), node.need("basis"), when, stages,
        tuple(node.get("rules", ())),
    )  # fmt: skip


def rule_of(node: Node) -> Rule:
    """One wording of a rule."""
    node.only(RULE_KEYS)
    amount, unit = node.need("term")
    try:
        term, convention = Term(int(amount), unit), Convention(node.need("convention"))
    except ValueError as error:
        raise node.refuse(str(error)) from None
    since, until = _day(node, "effective_from"), _day(node, "effective_to")
    if since and until and since >= until:
        raise node.refuse("“effective_from” must lie before “effective_to”")
    return Rule(
        key=node.need("key"),
        version=str(node.get("version") or (since.isoformat() if since else "1")),
        route=node.need("route"),
        titles=titles_of(node),
        obligor=node.need("obligor"),
        triggers=tuple(node.need("triggers")),
        satisfied_by=tuple(node.get("satisfied_by", ())),
        term=term,
        convention=convention,
        article=node.need("article"),
        source=node.need("source"),
        confidence=node.need("confidence"),
        if_missed=titles_of(node, "if_missed"),
        needs_review=bool(node.get("needs_review")) or node["confidence"] != "high",
        continuous=bool(node.get("continuous")),
        effective_from=since,
        effective_to=until,
    )


def _day(node: Node, key: str) -> date | None:
    told = node.get(key)
    if told is None or isinstance(told, date):
        return told
    try:
        return date.fromisoformat(str(told))
    except ValueError:
        raise node.refuse(f"“{key}” must be a day like 2026-01-31") from None


def check_book(book: LawBook, nodes: dict[tuple[str, str], Node]) -> None:
    """Refuse rules that name unknown routes or events, wordings that overlap, steps that answer no rule."""
    seen: dict[str, list[Rule]] = {}
    for rule in book.rules:
        node = nodes[rule.key, rule.version]
        route = book.routes.get(rule.route)
        if route is None:
            raise node.refuse(f"there is no route “{rule.route}”")
        for event in (*rule.triggers, *rule.satisfied_by):
            if route.find_event(event) is None:
                raise node.refuse(f"{rule.key}: there is no event “{event}” on the route {rule.route}")
        for other in seen.setdefault(rule.key, []):
            if _overlap(rule, other):
                raise node.refuse(f"{rule.key}: versions {other.version} and {rule.version} overlap")
        seen[rule.key].append(rule)
    for route in book.routes.values():
        for step in route.steps:
            if missing := [key for key in step.rules if key not in seen]:
                raise LawError(f"{route.key}.yaml: step {step.key} answers no known rule: {', '.join(missing)}")


def _overlap(one: Rule, other: Rule) -> bool:
    def key(day: date | None, default: date) -> date:
        return day or default

    return key(one.effective_from, date.min) < key(other.effective_to, date.max) and key(
        other.effective_from, date.min
    ) < key(one.effective_to, date.max)


def node_of(body: Any) -> Any:
    """A stored body, as `Node` all the way down."""
    if isinstance(body, dict):
        node = Node({key: node_of(value) for key, value in body.items()})
        node.file = "stored"
        return node
    return [node_of(item) for item in body] if isinstance(body, list) else body
