"""The law book as the kernel takes it: routes with their events, and rules with their terms. Frozen data, no behaviour
beyond looking things up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

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
    also names the outcome through `outcomes`; a kind that always ends the same way has no such field, and its outcome
    stands under the empty value. `reverses` takes back the outcomes recorded before it.
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

    def leads_to(self, told: Mapping[str, Any]) -> str | None:
        """The stage an event of this kind leads to with what it tells; None when it moves nothing."""
        return self.to_stage_by.get(self._decision(told), self.to_stage)

    def outcome(self, told: Mapping[str, Any]) -> str | None:
        """How the proceeding ended by an event of this kind with what it tells, if it ended."""
        return self.outcomes.get(self._decision(told))

    def _decision(self, told: Mapping[str, Any]) -> str:
        return str(told.get(self.decides_by, "")) if self.decides_by else ""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a proceeding stands; nothing is due any more in a final stage.

    Coming to a `settled` stage (a decision is in force) leaves without object what ran before, but opens what is for
    afterwards: cassation, execution.
    """

    key: str
    titles: Titles
    final: bool = False
    settled: bool = False


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

    def settled_stages(self) -> frozenset[str]:
        return frozenset(stage.key for stage in self.stages if stage.settled)

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

    What opens it: an event of one of `triggers`, if it tells what `only_if` asks of the fields that its kind has (""
    among the values: also when it does not say), and unless one of `not_after` happened before. Another of the
    triggers, happening later, takes the place of the first: «from the entry in the КУИ, and until we know of it, from
    the report».

    From when it counts: from that event, or from the last of `counted_from` before it (a hearing lengthens a term that
    runs from the arrival of the complaint), and `starts_after` days later where silence itself starts the term.

    Until when: as its term counts, or until the day that an event of `until` (kind → its field of a day) names, be it
    the event that opens the term or a later one that lengthens it. A term `by_hand` that nobody has named a day for has
    none: the lead sets it. The clock stands still while the proceeding is in one of `stopped_in` stages and between a
    key of `pauses` and one of the events it names.

    `watch`: a limit we keep an eye on. Its passing is nobody's breach, and our side is reminded before it.

    What ends it: one of `satisfied_by` meets it (`one_by_one`: each answer meets one term only, the oldest), one of
    `cancelled_by` leaves it without object.
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
    aliases: tuple[str, ...] = ()
    only_if: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_after: tuple[str, ...] = ()
    counted_from: tuple[str, ...] = ()
    starts_after: int = 0
    cancelled_by: tuple[str, ...] = ()
    until: Mapping[str, str] = field(default_factory=dict)
    stopped_in: tuple[str, ...] = ()
    pauses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    watch: bool = False
    one_by_one: bool = False
    needs_review: bool = False
    continuous: bool = False
    effective_from: date | None = None
    effective_to: date | None = None

    @property
    def events(self) -> tuple[str, ...]:
        """Every event kind it names."""
        resuming = (event for events in self.pauses.values() for event in events)
        named = (*self.triggers, *self.not_after, *self.counted_from, *self.satisfied_by, *self.cancelled_by)
        return (*named, *self.until, *self.pauses, *resuming)

    def in_force(self, on: date) -> bool:
        """Whether this wording was the law on a day; `effective_to` is the first day it no longer was."""
        return (self.effective_from is None or self.effective_from <= on) and (
            self.effective_to is None or on < self.effective_to
        )

    def is_opened_by(self, kind: EventKind, told: Mapping[str, Any]) -> bool:
        """Whether an event of `kind` that tells this opens the term (days in force are asked apart)."""
        if kind.key not in self.triggers:
            return False
        declared = {field_.key for field_ in kind.fields}
        return all(str(told.get(name) or "") in values for name, values in self.only_if.items() if name in declared)


@dataclass(frozen=True, slots=True)
class LawBook:
    """All routes by key, and all wordings of all rules."""

    routes: Mapping[str, Route]
    rules: tuple[Rule, ...]

    def rule(self, key: str, version: str = "") -> Rule:
        """A rule's wording by its key or an alias, and its version, or the last one. Raises KeyError when there is none."""
        found = [rule for rule in self.rules if key in (rule.key, *rule.aliases) and version in ("", rule.version)]
        if not found:
            raise KeyError(f"{key} {version}".strip())
        return found[-1]

    def wordings(self, key: str) -> tuple[Rule, ...]:
        """All wordings of a rule, in the order of the book."""
        return tuple(rule for rule in self.rules if rule.key == key)
