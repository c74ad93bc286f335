"""The law book as the kernel takes it: routes with their events, and rules with their terms. Frozen data, no behaviour
beyond looking things up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from backend.procedure.terms import Convention, Term

Titles = Mapping[str, str]  # language code → text
Obligor = Literal["us", "authority", "court", "other"]
FieldType = Literal["text", "long_text", "date", "datetime", "choice", "agency", "respondent", "integer"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a field may take."""

    value: str
    titles: Titles


@dataclass(frozen=True, slots=True)
class Field:
    """What an event of a kind tells besides its day."""

    key: str
    type: FieldType
    titles: Titles
    required: bool = False
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class EventKind:
    """Something that can happen on a route: from which stages, to which stage it leads, what it tells.

    `to_stage` None leaves the stage as it is; `to_stage_by` overrides it by the value of `decides_by`, the field that
    also names the outcome through `outcomes`. `reverses` takes back the outcomes recorded before it.
    """

    key: str
    titles: Titles
    actor: Literal["us", "police", "prosecutor", "court", "other"]
    from_stages: tuple[str, ...]
    to_stage: str | None = None
    to_stage_by: Mapping[str, str] = field(default_factory=dict)
    decides_by: str = ""
    outcomes: Mapping[str, str] = field(default_factory=dict)
    reverses: bool = False
    document: str = ""
    moment: Literal["date", "datetime"] = "date"
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a proceeding stands; nothing is due any more in a final stage."""

    key: str
    titles: Titles
    final: bool = False


@dataclass(frozen=True, slots=True)
class StepRule:
    """A next step the law offers: an event to record, a document to file, a proceeding to open.

    Offered in `stages` (`when` = "stage"), or while a deadline of one of `rules` is overdue (`when` = "overdue").
    """

    key: str
    kind: Literal["event", "document", "proceeding"]
    target: str
    titles: Titles
    basis: str
    when: Literal["stage", "overdue"]
    stages: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """A kind of track: its stages in order, the events that move along it, the steps it offers."""

    key: str
    titles: Titles
    stages: tuple[Stage, ...]
    events: tuple[EventKind, ...]
    steps: tuple[StepRule, ...]

    @property
    def first_stage(self) -> str:
        return self.stages[0].key

    def stage(self, key: str) -> Stage:
        return next(stage for stage in self.stages if stage.key == key)

    def find_event(self, key: str) -> EventKind | None:
        return next((event for event in self.events if event.key == key), None)

    def event(self, key: str) -> EventKind:
        """The event kind of that key. Raises KeyError when the route has none."""
        found = self.find_event(key)
        if found is None:
            raise KeyError(key)
        return found

    def possible_events(self, stage: str) -> tuple[EventKind, ...]:
        """What can happen next at a stage, in the route's own order."""
        return tuple(event for event in self.events if stage in event.from_stages)


@dataclass(frozen=True, slots=True)
class Rule:
    """One wording of one statutory term: who must do what within which time of which event.

    `triggers` open the term (the later one again, anew); `satisfied_by` end it. `route` is where it counts.
    """

    key: str
    version: str
    route: str
    titles: Titles
    obligor: Obligor
    triggers: tuple[str, ...]
    satisfied_by: tuple[str, ...]
    term: Term
    convention: Convention
    article: str
    source: str
    confidence: Literal["high", "medium", "low"]
    if_missed: Titles
    needs_review: bool = False
    continuous: bool = False
    effective_from: date | None = None
    effective_to: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether this wording was the law on a day; `effective_to` is the first day it no longer was."""
        return (self.effective_from is None or self.effective_from <= on) and (
            self.effective_to is None or on < self.effective_to
        )


@dataclass(frozen=True, slots=True)
class LawBook:
    """All routes by key, and all wordings of all rules."""

    routes: Mapping[str, Route]
    rules: tuple[Rule, ...]

    def rule(self, key: str, version: str = "") -> Rule:
        """A rule's wording by its version, or the last one. Raises KeyError when there is none."""
        found = [rule for rule in self.rules if rule.key == key and version in ("", rule.version)]
        if not found:
            raise KeyError(f"{key} {version}".strip())
        return found[-1]
