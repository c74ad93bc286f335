"""Bringing the law files into the database: idempotent, all or nothing, and never editing a wording that was loaded."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F

from backend.law.book import AGENCY_FORMS, LawFiles, read_law
from backend.law.models import Agency, Article, CalendarDay, LawEdition, RouteRow, RuleRow
from backend.law.parsing import titles_of
from backend.law.reading import Node


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
    """Check every file of `folder` and make the tables say what they say. Raises LawError; then nothing is changed.

    Two processes that start at once take turns; the second finds the work done.
    """
    files = read_law(folder)
    version = version_of(files)
    changed = False
    if not LawEdition.objects.filter(version=version).exists():
        with transaction.atomic():
            changed = _locked_edition(files).version != version
            if changed:
                _store_routes_and_rules(files)
                _store_calendar(files.days)
                _store_articles(files.articles)
                _store_agencies(files.agencies)
                edition = _span_of(files) | {"version": version}
                LawEdition.objects.update_or_create(pk=1, defaults=edition)
    return Loaded(
        len(files.routes), len(files.rules), len(files.days), len(files.articles), len(files.agencies), changed
    )


def _locked_edition(files: LawFiles) -> LawEdition:
    """The one row that says what is loaded, made if need be, and held until the transaction ends: the update takes
    the lock on every database, before anything was read."""
    LawEdition.objects.get_or_create(pk=1, defaults=_span_of(files) | {"version": ""})
    LawEdition.objects.filter(pk=1).update(version=F("version"))
    return LawEdition.objects.get(pk=1)


def _span_of(files: LawFiles) -> dict[str, Any]:
    return {f"calendar_{key}": files.calendar[key] for key in ("confirmed_from", "confirmed_until")}


def version_of(files: LawFiles) -> str:
    """A hash of all that the files say."""
    rules = [[*key, node] for key, node in files.rules.items()]
    told = [files.routes, rules, files.calendar, files.articles, files.agencies]
    return sha256(_plain(told).encode()).hexdigest()


def _plain(value: Any) -> str:
    return json.dumps(_with_text_keys(value), sort_keys=True, default=str, ensure_ascii=False)


def _with_text_keys(value: Any) -> Any:
    """JSON has no days for keys; the calendar has nothing else."""
    if isinstance(value, dict):
        return {str(key): _with_text_keys(item) for key, item in value.items()}
    return [_with_text_keys(item) for item in value] if isinstance(value, list) else value


def _store_routes_and_rules(files: LawFiles) -> None:
    for node in files.routes:
        RouteRow.objects.update_or_create(key=node["key"], defaults={"body": json.loads(_plain(node))})
    RouteRow.objects.exclude(key__in=[node["key"] for node in files.routes]).delete()
    RuleRow.objects.update(retired=True)
    for (key, version), node in files.rules.items():
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


def _store_calendar(days: list[Node]) -> None:
    CalendarDay.objects.all().delete()
    CalendarDay.objects.bulk_create(CalendarDay(**day) for day in days)


def _store_articles(articles: list[Node]) -> None:
    Article.objects.all().delete()
    Article.objects.bulk_create(
        Article(
            key=node["key"],
            **{f"title_{language}": text for language, text in titles_of(node).items()},
            citation=node["citation"],
            route=node["route"],
            effective_from=node.get("effective_from"),
            effective_to=node.get("effective_to"),
            source=node["source"],
            needs_review=bool(node.get("needs_review")),
            allows_special_requirements=bool(node.get("allows_special_requirements")),
        )
        for node in articles
    )


def _store_agencies(agencies: list[Node]) -> None:
    known: dict[str, Agency] = {}
    for node in agencies:
        facts: dict[str, Any] = {name: node.get(name, "") for name in ("kind", "region", "address")}
        facts |= {name: node[name] for name in ("name_ru", "name_kk", *AGENCY_FORMS)}
        facts |= {link: known.get(node.get(link, "")) for link in ("parent", "supervisor")}
        facts["needs_review"] = bool(node.get("needs_review"))
        known[node["key"]], _made = Agency.objects.update_or_create(key=node["key"], defaults=facts)
