"""Bringing the law files into the database: idempotent, all or nothing, and never editing a wording that was loaded."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction

from backend.law.models import Agency, Article, CalendarDay, LawEdition, RouteRow, RuleRow
from backend.law.parsing import check_book, route_of, rule_of, titles_of
from backend.law.reading import Node, read_yaml
from backend.procedure.lawbook import LawBook


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much was there, for the one who asked."""

    routes: int
    rules: int
    days: int
    articles: int
    agencies: int
    changed: bool


def load_law(folder: Path) -> Loaded:
    """Check every file of `folder` and make the tables say what they say. Raises LawError; then nothing is changed."""
    routes = [read_yaml(path) for path in sorted((folder / "routes").glob("*.yaml"))]
    rules = [node for path in sorted((folder / "rules").glob("*.yaml")) for node in read_yaml(path)]
    calendar = read_yaml(folder / "calendar.yaml")
    articles, agencies = read_yaml(folder / "articles.yaml"), read_yaml(folder / "agencies.yaml")
    parsed = [rule_of(node) for node in rules]
    nodes = {(rule.key, rule.version): node for rule, node in zip(parsed, rules, strict=True)}
    check_book(LawBook({node["key"]: route_of(node) for node in routes}, tuple(parsed)), nodes)
    version = sha256(_plain([routes, rules, calendar, articles, agencies]).encode()).hexdigest()
    edition = LawEdition.objects.first()
    counted = Loaded(
        len(routes), len(rules), len(calendar["days"]), len(articles), len(agencies),
        changed=edition is None or edition.version != version,
    )  # fmt: skip
    if counted.changed:
        with transaction.atomic():
            _store_routes_and_rules(routes, nodes)
            _store_calendar(calendar)
            _store_articles(articles)
            _store_agencies(agencies)
            LawEdition.objects.update_or_create(
                pk=1,
                defaults={"version": version, "calendar_confirmed_until": calendar.need("confirmed_until")},
            )
    return counted


def _plain(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)


def _store_routes_and_rules(routes: list[Node], nodes: dict[tuple[str, str], Node]) -> None:
    for node in routes:
        RouteRow.objects.update_or_create(key=node["key"], defaults={"body": json.loads(_plain(node))})
    RouteRow.objects.exclude(key__in=[node["key"] for node in routes]).delete()
    RuleRow.objects.update(retired=True)
    for (key, version), node in nodes.items():
        body = json.loads(_plain({**node, "version": version}))
        for attempt in _versions(version):
            row, made = RuleRow.objects.get_or_create(
                key=key, version=attempt, defaults={"body": {**body, "version": attempt}}
            )
            if made or {**row.body, "version": version} == body:
                row.retired = False
                row.save(update_fields=["retired"])
                break


def _versions(version: str) -> Iterator[str]:
    """`2024-06-16`, then `2024-06-16.2`: a wording corrected in the files does not overwrite the one already cited."""
    yield version
    number = 2
    while True:
        yield f"{version}.{number}"
        number += 1


def _store_calendar(calendar: Node) -> None:
    CalendarDay.objects.all().delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(day=day.need("day"), kind=day.need("kind"), title=day.need("title"), source=day.need("source"))
        for day in calendar.need("days")
    )


def _store_articles(articles: list[Node]) -> None:
    Article.objects.all().delete()
    Article.objects.bulk_create(
        Article(
            key=node.need("key"),
            **{f"title_{language}": text for language, text in titles_of(node).items()},
            citation=node.need("citation"),
            route=node.need("route"),
            effective_from=node.get("effective_from"),
            effective_to=node.get("effective_to"),
            source=node.need("source"),
            needs_review=bool(node.get("needs_review")),
        )
        for node in articles
    )


def _store_agencies(agencies: list[Node]) -> None:
    known: dict[str, Agency] = {}
    for node in agencies:
        facts = {name: node.get(name, "") for name in ("kind", "region", "address", "name_ru", "name_kk")}
        for form in ("genitive_ru", "dative_ru", "genitive_kk", "dative_kk"):
            facts[form] = node.need(form)
        for link in ("parent", "supervisor"):
            if (key := node.get(link)) and key not in known:
                raise node.refuse(f"{link} “{key}” must stand before it in the list")
            facts[link] = known.get(node.get(link, ""))
        known[node.need("key")], _made = Agency.objects.update_or_create(key=node["key"], defaults=facts)
