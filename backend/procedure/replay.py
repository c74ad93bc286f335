"""What a route makes of the events of a proceeding: where it stands, what is due, what may come next, how it ended.

Same events and same law book give the same answer, in whatever order the events were typed in: they are taken in the
order they happened, ties by the route's own order and then by content.

What people decide about a deadline is an event too (kinds in `DECISIONS`): it moves no stage, and its deadline keeps it
however often the rest is reckoned anew.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from backend.procedure.calendar import WorkCalendar
from backend.procedure.lawbook import EventKind, Route, Rule, StepRule
from backend.procedure.terms import ALMATY, Due, count

DEADLINE_WAIVED = "deadline_waived"  # tells `trigger` (the event that opened the term) and `rule`
DECISIONS = frozenset({DEADLINE_WAIVED})


@dataclass(frozen=True, slots=True)
class HappenedEvent:
    """A dated fact of a proceeding; `happened_at` is aware. Annulled events are not handed in at all."""

    id: str
    kind: str
    happened_at: datetime
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an event cannot be: a code, the event it speaks of, and what the sentence about it needs."""

    code: str
    event_id: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ComputedDeadline:
    """A term opened by an event: met by another event, waived by us, cancelled by the end of the route, or running."""

    rule: Rule
    trigger_event_id: str
    due: Due
    satisfied_by: str | None = None
    satisfied_at: datetime | None = None
    cancelled: bool = False
    waived: bool = False

    @property
    def is_running(self) -> bool:
        return not (self.cancelled or self.waived) and self.satisfied_at is None

    def is_overdue(self, now: datetime) -> bool:
        """Whether the last moment has passed at `now` with nothing having satisfied it."""
        return self.is_running and self.due.due_at <= now


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the law book offers now, and the overdue deadline it answers, if it answers one."""

    step: StepRule
    deadline: ComputedDeadline | None = None


@dataclass(frozen=True, slots=True)
class OutcomeFact:
    """How the proceeding ended for one respondent (None when the event names nobody)."""

    event_id: str
    respondent: str | None
    outcome: str
    happened_at: datetime


@dataclass(frozen=True, slots=True)
class State:
    """All that follows from the events at one moment."""

    stage: str
    deadlines: tuple[ComputedDeadline, ...]
    next_steps: tuple[NextStep, ...]
    outcomes: tuple[OutcomeFact, ...]
    problems: tuple[Problem, ...]


def in_order(route: Route, events: Iterable[HappenedEvent]) -> list[HappenedEvent]:
    """The events as they happened; two of one moment as the route lists them, then by what they say."""
    places = {kind.key: place for place, kind in enumerate(route.events)}

    def place(event: HappenedEvent) -> tuple[datetime, int, str]:
        said = json.dumps(dict(event.fields), sort_keys=True, default=str, ensure_ascii=False)
        return event.happened_at, places.get(event.kind, len(places)), said

    return sorted(events, key=place)


def replay(
    route: Route, events: Sequence[HappenedEvent], rules: Iterable[Rule], calendar: WorkCalendar, now: datetime
) -> State:
    """Run the events over the route. An event the route does not allow is left out and named in `problems`."""
    events, decisions = _apart(events)
    stage = route.first_stage
    happened: list[tuple[HappenedEvent, EventKind]] = []
    problems: list[Problem] = []
    outcomes: list[OutcomeFact] = []
    for event in in_order(route, events):
        kind = route.find_event(event.kind)
        if kind is None or stage not in kind.from_stages:
            code = "unknown_event" if kind is None else "not_at_this_stage"
            problems.append(Problem(code, event.id, {"kind": event.kind, "stage": stage, "at": event.happened_at}))
            continue
        happened.append((event, kind))
        stage = _leads_to(kind, event) or stage
        if kind.reverses:
            outcomes = _without(outcomes, event)
        if outcome := kind.outcomes.get(str(event.fields.get(kind.decides_by, ""))):
            who = event.fields.get("respondent")
            outcomes.append(OutcomeFact(event.id, str(who) if who else None, outcome, event.happened_at))
    over = route.stage(stage).final
    deadlines = _deadlines([event for event, _kind in happened], rules, route, calendar, over=over)
    deadlines = tuple(_as_decided(deadline, decisions) for deadline in deadlines)
    return State(stage, deadlines, _next_steps(route, stage, deadlines, now), tuple(outcomes), tuple(problems))


def _apart(events: Iterable[HappenedEvent]) -> tuple[list[HappenedEvent], list[HappenedEvent]]:
    """What happened, and what was decided about deadlines."""
    both: tuple[list[HappenedEvent], list[HappenedEvent]] = ([], [])
    for event in events:
        both[event.kind in DECISIONS].append(event)
    return both


def _as_decided(deadline: ComputedDeadline, decisions: Sequence[HappenedEvent]) -> ComputedDeadline:
    """The deadline as people decided about it; a term that was met or is over needs no waiver."""
    about = (deadline.trigger_event_id, deadline.rule.key)
    waived = any((each.fields.get("trigger"), each.fields.get("rule")) == about for each in decisions)
    return replace(deadline, waived=True) if waived and deadline.is_running else deadline


def _leads_to(kind: EventKind, event: HappenedEvent) -> str | None:
    return kind.to_stage_by.get(str(event.fields.get(kind.decides_by, "")), kind.to_stage)


def _without(outcomes: list[OutcomeFact], event: HappenedEvent) -> list[OutcomeFact]:
    """What is left when `event` reverses: the outcomes of the respondent it names, or all when it names none."""
    who = event.fields.get("respondent")
    return [fact for fact in outcomes if who and fact.respondent != str(who)]


def _deadlines(
    events: Sequence[HappenedEvent], rules: Iterable[Rule], route: Route, calendar: WorkCalendar, *, over: bool
) -> tuple[ComputedDeadline, ...]:
    by_trigger: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.route == route.key:
            for trigger in rule.triggers:
                by_trigger.setdefault(trigger, []).append(rule)
    found = []
    for place, event in enumerate(events):
        for rule in by_trigger.get(event.kind, ()):
            if not rule.in_force(event.happened_at.astimezone(ALMATY).date()):
                continue
            due = count(rule.term, event.happened_at, rule.convention, calendar, continuous=rule.continuous)
            deadline = ComputedDeadline(rule, event.id, due)
            answer = next((later for later in events[place + 1 :] if later.kind in rule.satisfied_by), None)
            if _superseded(rule, event, events[place + 1 :], answer):
                deadline = replace(deadline, cancelled=True)
            elif answer is not None:
                deadline = replace(deadline, satisfied_by=answer.id, satisfied_at=answer.happened_at)
            elif over:
                deadline = replace(deadline, cancelled=True)
            found.append(deadline)
    return tuple(sorted(found, key=lambda each: (each.due.act_by, each.rule.key, each.due.due_at)))


def _superseded(rule: Rule, event: HappenedEvent, later: Sequence[HappenedEvent], answer: HappenedEvent | None) -> bool:
    """Whether a later start takes the place of this one: another starting event the rule names (the entry in the КУИ
    after the report itself), or, for a term of ours, the same thing happening anew."""
    for other in later:
        if answer is not None and other.id == answer.id:
            return False
        if other.kind in rule.triggers and (other.kind != event.kind or rule.obligor == "us"):
            return True
    return False


def _next_steps(route: Route, stage: str, deadlines: Sequence[ComputedDeadline], now: datetime) -> tuple[NextStep, ...]:
    """Answers to what is overdue first, then what the stage offers, in the route's own order."""
    late = {deadline.rule.key: deadline for deadline in deadlines if deadline.is_overdue(now)}
    answers = [
        NextStep(step, late[rule])
        for step in route.steps
        if step.when == "overdue"
        for rule in step.rules
        if rule in late
    ]
    offered = [NextStep(step) for step in route.steps if step.when == "stage" and stage in step.stages]
    return (*answers, *offered)


def check_event(route: Route, events: Sequence[HappenedEvent], told: HappenedEvent, now: datetime) -> list[Problem]:
    """What speaks against recording `told`: nothing (an empty list), or every reason there is.

    Codes: `unknown_event`, `in_the_future`, `before_its_cause` (the stage it needs is reached only later),
    `not_at_this_stage`, `breaks_later` (names each later event it would make impossible), `missing_field`,
    `unknown_field`, `bad_choice`, `bad_date`, `bad_number`.
    """
    events, _decisions = _apart(events)
    kind = route.find_event(told.kind)
    if kind is None:
        return [Problem("unknown_event", told.id, {"kind": told.kind})]
    problems = _field_problems(kind, told)
    if told.happened_at > now:
        problems.append(Problem("in_the_future", told.id, {"field": "happened_at", "at": told.happened_at}))
        return problems
    before = _stage_problems(route, events)
    after = _stage_problems(route, [*events, told])
    if told.id in after:
        stage = str(after[told.id].params["stage"])
        later = any(stage_ in kind.from_stages for stage_ in _stages_after(route, events, told))
        code = "before_its_cause" if later else "not_at_this_stage"
        problems.append(
            Problem(code, told.id, {"field": "happened_at" if later else "kind", "kind": told.kind, "stage": stage})
        )
    problems += [
        Problem("breaks_later", told.id, {"kind": problem.params["kind"], "at": problem.params["at"]})
        for event_id, problem in after.items()
        if event_id != told.id and event_id not in before
    ]
    return problems


def _stage_problems(route: Route, events: Sequence[HappenedEvent]) -> dict[str, Problem]:
    stage, problems = route.first_stage, {}
    for event in in_order(route, events):
        kind = route.find_event(event.kind)
        if kind is None or stage not in kind.from_stages:
            problems[event.id] = Problem(
                "not_at_this_stage", event.id, {"kind": event.kind, "stage": stage, "at": event.happened_at}
            )
        else:
            stage = _leads_to(kind, event) or stage
    return problems


def _stages_after(route: Route, events: Sequence[HappenedEvent], told: HappenedEvent) -> list[str]:
    """The stages the proceeding passes through after the moment of `told`, without it."""
    stages, stage = [], route.first_stage
    for event in in_order(route, events):
        kind = route.find_event(event.kind)
        if kind is not None and stage in kind.from_stages:
            stage = _leads_to(kind, event) or stage
            if event.happened_at > told.happened_at:
                stages.append(stage)
    return stages


def _field_problems(kind: EventKind, told: HappenedEvent) -> list[Problem]:
    declared = {field_.key: field_ for field_ in kind.fields}
    problems = [
        Problem("unknown_field", told.id, {"field": name}) for name in sorted(told.fields.keys() - declared.keys())
    ]
    for field_ in kind.fields:
        value = told.fields.get(field_.key)
        if value in (None, ""):
            if field_.required:
                problems.append(Problem("missing_field", told.id, {"field": field_.key, "titles": field_.titles}))
        elif code := _misfit(field_.type, value, {choice.value for choice in field_.choices}):
            problems.append(Problem(code, told.id, {"field": field_.key, "titles": field_.titles, "value": str(value)}))
    return problems


def _misfit(type_: str, value: Any, choices: set[str]) -> str:
    if type_ == "choice" and value not in choices:
        return "bad_choice"
    if type_ in ("date", "datetime"):
        try:
            datetime.fromisoformat(str(value))
        except ValueError:
            return "bad_date"
    if type_ == "integer" and not str(value).isdigit():
        return "bad_number"
    return ""
