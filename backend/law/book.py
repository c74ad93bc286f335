"""The files of one law folder, read whole and checked against each other before a single row is touched."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from backend.law.models import Agency
from backend.law.parsing import route_of, rule_of, titles_of
from backend.law.reading import LawError, Node, read_node, read_nodes
from backend.procedure.lawbook import Route, Rule

AGENCY_FORMS = ("genitive_ru", "dative_ru", "genitive_kk", "dative_kk")
AGENCY_KEYS = {"key", "kind", "region", "parent", "supervisor", "address", "needs_review", "name_ru", "name_kk"}
ARTICLE_KEYS = {
    "key", "route", "citation", "titles", "effective_from", "effective_to", "source", "confidence", "needs_review",
    "allows_special_requirements",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LawFiles:
    """What the files say: bodies to be stored, as they stand there."""

    routes: list[Node]
    rules: dict[tuple[str, str], Node]
    calendar: Node
    days: list[Node]
    articles: list[Node]
    agencies: list[Node]


def read_law(folder: Path) -> LawFiles:
    """Read and check every file. Raises LawError with file, line and reason for the first thing that cannot be."""
    routes = [read_node(path) for path in sorted((folder / "routes").glob("*.yaml"))]
    entries = [node for path in sorted((folder / "rules").glob("*.yaml")) for node in _wordings(read_node(path))]
    calendar = read_node(folder / "calendar.yaml")
    articles = read_nodes(folder / "articles.yaml")
    agencies = [node for path in sorted((folder / "agencies").glob("*.yaml")) for node in read_nodes(path)]
    book: dict[str, Route] = {}
    for node in routes:
        route = route_of(node)
        if route.key in book:
            raise node.refuse(f"there are two routes “{route.key}”")
        book[route.key] = route
    rules = [(rule_of(node), node) for node in entries]
    _check_rules(book, rules)
    _check_aliases(rules)
    _check_steps(book, {rule.key: rule.route for rule, _node in rules}, routes)
    _check_articles(articles, book)
    _check_agencies(agencies)
    bodies = {(rule.key, rule.version): node for rule, node in rules}
    return LawFiles(routes, bodies, calendar, list(_days(calendar)), articles, agencies)


def _wordings(file: Node) -> Iterator[Node]:
    """The rules of a file, each wording on its own: what the file's `defaults` and the rule say of all of them, with
    what the wording changes."""
    file.only({"defaults", "texts", "rules"})
    texts = file.get("texts", {})
    file.need("rules")
    _check_texts(file, texts)
    for rule in file.nodes("rules"):
        for wording in rule.nodes("wordings") or [Node()]:
            entry = rule.under(file.get("defaults", {}))
            entry.update(wording)
            entry.pop("wordings", None)
            named = entry.get("if_missed")
            if isinstance(named, str):
                if named not in texts:
                    raise rule.refuse(f"“texts” has no “{named}”")
                entry["if_missed"] = texts[named]
            yield entry


def _check_clock(rule: Rule, route: Route, node: Node) -> None:
    """What names the last day is a day; where the clock stands still there is such a stage."""
    for event, name in rule.until.items():
        if not any(field.key == name and field.type == "date" for field in route.event(event).fields):
            raise node.refuse(f"{rule.key}: “{event}” has no day “{name}”")
    known = {stage.key for stage in route.stages}
    if missing := [stage for stage in rule.stopped_in if stage not in known]:
        raise node.refuse(f"{rule.key}: there is no stage {', '.join(missing)}")


def _check_texts(file: Node, texts: dict[str, Any]) -> None:
    """A text that no rule names is a slip of a rule that names another."""
    entries = [entry for rule in file.nodes("rules") for entry in (rule, *rule.nodes("wordings"))]
    named = {entry["if_missed"] for entry in entries if isinstance(entry.get("if_missed"), str)}
    if unused := sorted(texts.keys() - named):
        raise file.refuse(f"“texts” are named by no rule: {', '.join(unused)}")


def _check_rules(book: dict[str, Route], rules: list[tuple[Rule, Node]]) -> None:
    """Refuse rules that name unknown routes, events or fields, and wordings that overlap."""
    seen: dict[str, list[Rule]] = {}
    for rule, node in rules:
        route = book.get(rule.route)
        if route is None:
            raise node.refuse(f"{rule.key}: there is no route “{rule.route}”")
        for event in rule.events:
            if route.find_event(event) is None:
                raise node.refuse(f"{rule.key}: there is no event “{event}” on the route {rule.route}")
        _check_conditions(rule, route, node)
        _check_clock(rule, route, node)
        if rule.term.unit == "hours" and any(route.event(event).moment != "datetime" for event in rule.triggers):
            raise node.refuse(f"{rule.key}: a term in hours needs events known to the minute")
        for other in seen.setdefault(rule.key, []):
            if other.version == rule.version:
                raise node.refuse(f"{rule.key}: version {rule.version} stands there twice")
            if _overlap(rule, other):
                raise node.refuse(f"{rule.key}: versions {other.version} and {rule.version} overlap")
        seen[rule.key].append(rule)


def _check_conditions(rule: Rule, route: Route, node: Node) -> None:
    for name, values in rule.only_if.items():
        fields = [field for event in rule.triggers for field in route.event(event).fields if field.key == name]
        if not fields:
            raise node.refuse(f"{rule.key}: no event that opens it has a field “{name}”")
        known = {choice.value for field in fields for choice in field.choices} | {""}
        if odd := [value for value in values if value not in known]:
            raise node.refuse(f"{rule.key}: “{name}” has no choice {', '.join(odd)}")


def _check_aliases(rules: list[tuple[Rule, Node]]) -> None:
    """Another name of a rule is the name of nothing else."""
    keys = {rule.key for rule, _node in rules}
    owners: dict[str, str] = {}
    for rule, node in rules:
        for alias in rule.aliases:
            if alias in keys:
                raise node.refuse(f"{rule.key}: “{alias}” is the key of a rule")
            if owners.setdefault(alias, rule.key) != rule.key:
                raise node.refuse(f"{rule.key}: “{alias}” is another name of {owners[alias]}")


def _check_steps(book: dict[str, Route], rules: dict[str, str], nodes: list[Node]) -> None:
    """Refuse a step that answers no rule of its own route, or names an event that cannot happen where it is offered."""
    for node in nodes:
        route = book[node["key"]]
        for step in node.nodes("steps"):
            if missing := [key for key in step.words("rules") if key not in rules]:
                raise step.refuse(f"step {step['key']} answers no known rule: {', '.join(missing)}")
            if foreign := [key for key in step.words("rules") if rules[key] != route.key]:
                raise step.refuse(f"step {step['key']} answers a rule of another route: {', '.join(foreign)}")
            if step["kind"] == "event":
                possible = route.event(step["target"]).from_stages
                if never := [stage for stage in step.words("stages") if stage not in possible]:
                    raise step.refuse(f"step {step['key']}: “{step['target']}” cannot happen at {', '.join(never)}")
            if step["kind"] == "proceeding" and step["target"] not in book:
                raise step.refuse(f"there is no route “{step['target']}”")


def _overlap(one: Any, other: Any) -> bool:
    """Whether two things with `effective_from` and `effective_to` are in force on one day."""
    return (one.effective_from or date.min) < (other.effective_to or date.max) and (
        other.effective_from or date.min
    ) < (one.effective_to or date.max)


def _days(calendar: Node) -> Iterator[Node]:
    """Every day of the calendar with its kind, title and the source of its year."""
    calendar.only({"version", "confirmed_from", "confirmed_until", "years"})
    for key in ("version", "confirmed_from", "confirmed_until"):
        calendar.need(key)
    seen: set[date] = set()
    for year in calendar.nodes("years"):
        year.only({"year", "source", "days_off", "worked"})
        for kind, listed in (("off", "days_off"), ("work", "worked")):
            for day, title in year.get(listed, {}).items():
                if not isinstance(day, date) or day.year != year.need("year"):
                    raise year.refuse(f"“{day}” is no day of {year['year']}")
                if day in seen:
                    raise year.refuse(f"{day} stands there twice")
                seen.add(day)
                yield Node(day=day, kind=kind, title=str(title), source=year.text("source"))


def _check_articles(articles: list[Node], routes: dict[str, Route]) -> None:
    seen: dict[str, list[Node]] = {}
    for node in articles:
        node.only(ARTICLE_KEYS)
        titles_of(node)
        for key in ("key", "citation", "source"):
            node.text(key)
        if node.text("route") not in routes:
            raise node.refuse(f"there is no route “{node['route']}”")
        for other in seen.setdefault(node["key"], []):
            if _overlap(_Span(node), _Span(other)):
                raise node.refuse(f"two wordings of {node['key']} overlap")
        seen[node["key"]].append(node)


class _Span:
    """The days a body says it was in force."""

    def __init__(self, node: Node) -> None:
        self.effective_from, self.effective_to = node.get("effective_from"), node.get("effective_to")
        if not all(day is None or isinstance(day, date) for day in (self.effective_from, self.effective_to)):
            raise node.refuse("“effective_from” and “effective_to” must be days like 2026-01-31")


def _check_agencies(agencies: list[Node]) -> None:
    """Every body has all its case forms, and stands after the bodies it refers to."""
    known: set[str] = set()
    kinds = [kind for kind, _label in Agency.KINDS]
    for node in agencies:
        node.only(AGENCY_KEYS | set(AGENCY_FORMS))
        if node.text("key") in known:
            raise node.refuse(f"“{node['key']}” stands there twice")
        node.one_of("kind", kinds)
        for name in ("region", "name_ru", "name_kk", *AGENCY_FORMS):
            node.text(name)
        for link in ("parent", "supervisor"):
            if node.get(link) and node[link] not in known:
                raise node.refuse(f"{link} “{node[link]}” must stand before it in the list")
        known.add(node["key"])
    if not agencies:
        raise LawError("agencies: there are none")
