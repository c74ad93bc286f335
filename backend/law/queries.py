"""The law book and the calendar as the kernel takes them, read once for each edition."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache

from backend.law.models import CalendarDay, LawEdition, RouteRow, RuleRow
from backend.law.parsing import node_of, route_of, rule_of
from backend.procedure.calendar import WorkCalendar
from backend.procedure.lawbook import LawBook, Rule


class LawNotLoaded(Exception):
    """No law book has been loaded: run `manage.py load_law`."""


_held: ContextVar[list[LawEdition] | None] = ContextVar("held_edition", default=None)


@contextmanager
def one_edition() -> Iterator[None]:
    """Within a request the edition is asked for once, however many deadlines are shown; the next request asks anew."""
    token = _held.set([])
    try:
        yield
    finally:
        _held.reset(token)


def _edition() -> LawEdition:
    held = _held.get()
    if held:
        return held[0]
    edition = LawEdition.objects.first()
    if edition is None:
        raise LawNotLoaded("No law book has been loaded. Run manage.py load_law.")
    if held is not None:
        held.append(edition)
    return edition


def law_book() -> LawBook:
    """Every route, and every wording of every rule that counts today or counted once."""
    return _book(_edition().version)


@lru_cache(maxsize=2)
def _book(_version: str) -> LawBook:
    routes = {row.key: route_of(node_of(row.body)) for row in RouteRow.objects.all()}
    rules = RuleRow.objects.filter(retired=False).order_by("key", "version")
    return LawBook(routes, tuple(rule_of(node_of(row.body)) for row in rules))


def cited_rule(key: str, version: str) -> Rule:
    """A rule in the wording that a deadline cites, retired or not. Raises KeyError when it was never loaded."""
    return _cited(key, version, _edition().version)


@lru_cache(maxsize=512)
def _cited(key: str, version: str, _edition_version: str) -> Rule:
    row = RuleRow.objects.filter(key=key, version=version).first()
    if row is None:
        raise KeyError(f"{key} {version}")
    return rule_of(node_of(row.body))


def work_calendar() -> WorkCalendar:
    """The working days of Kazakhstan as far as they are known."""
    edition = _edition()
    return _calendar(edition.version, edition.calendar_confirmed_from, edition.calendar_confirmed_until)


@lru_cache(maxsize=2)
def _calendar(version: str, confirmed_from: date, confirmed_until: date) -> WorkCalendar:
    days = {row.day: row.kind for row in CalendarDay.objects.all()}
    return WorkCalendar(days, confirmed_until, version[:12], confirmed_from)
