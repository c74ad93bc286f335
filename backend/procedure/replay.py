"""What a route makes of the events of a proceeding: where it stands, what is due, what may come next, how it ended.

Same events and same law book give the same answer, in whatever order the events were typed in (`happening.walk`).

What people decide about a deadline is an event too (kinds in `DECISIONS`): it moves no stage, and its deadline keeps it
however often the rest is reckoned anew. This module is the door of the kernel: what callers need of it is in `__all__`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from backend.procedure.calendar import WorkCalendar
from backend.procedure.checking import check_event
from backend.procedure.clocks import ComputedDeadline, deadlines_of
from backend.procedure.happening import (
    DEADLINE_SET,
    DEADLINE_WAIVED,
    DECISIONS,
    HappenedEvent,
    Problem,
    Taken,
    apart,
    walk,
)
from backend.procedure.lawbook import Route, Rule, StepRule
from backend.procedure.terms import until_day
from backend.procedure.zones import ALMATY

__all__ = [
    "DEADLINE_SET", "DEADLINE_WAIVED", "DECISIONS", "ComputedDeadline", "HappenedEvent", "NextStep", "OutcomeFact", "Problem", "State",
    "check_event", "replay",
]  # fmt: skip


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


def replay(
    route: Route,
    events: Sequence[HappenedEvent],
    rules: Iterable[Rule],
    calendar: WorkCalendar,
    now: datetime,
    zone: ZoneInfo = ALMATY,
) -> State:
    """Run the events over the route. An event the route does not allow is left out and named in `problems`."""
    happened, decisions = apart(events)
    way = walk(route, happened, zone)
    of_route = [rule for rule in rules if rule.route == route.key]
    over = route.stage(way.stage).final
    computed = deadlines_of(way.taken, of_route, calendar, zone, over=over, settled=route.settled_stages())
    deadlines = tuple(
        sorted((_as_decided(deadline, decisions, zone) for deadline in computed), key=lambda each: each.place)
    )
    return State(
        way.stage, deadlines, _next_steps(route, way.stage, deadlines, now), _outcomes(way.taken), way.problems
    )


def _as_decided(deadline: ComputedDeadline, decisions: Sequence[HappenedEvent], zone: ZoneInfo) -> ComputedDeadline:
    """The deadline as people decided about it, the latest day that they set counting; a term that was met or is over
    needs no waiver."""
    about = (deadline.trigger_event_id, deadline.rule.key)
    mine = [each for each in decisions if (each.fields.get("trigger"), each.fields.get("rule")) == about]
    days = [each for each in mine if each.kind == DEADLINE_SET]
    if days:
        last = max(days, key=lambda each: (each.happened_at, each.id))
        due = until_day(date.fromisoformat(str(last.fields["until"])), zone)
        deadline = replace(deadline, due=due, stands_still=False)
    waived = any(each.kind == DEADLINE_WAIVED for each in mine)
    return replace(deadline, waived=True) if waived and deadline.is_running else deadline


def _outcomes(taken: Iterable[Taken]) -> tuple[OutcomeFact, ...]:
    """How it ended for each respondent. A later decision about the same person takes the place of the earlier."""
    facts: list[OutcomeFact] = []
    for each in taken:
        who = each.event.respondent
        if each.kind.reverses:
            facts = [fact for fact in facts if who and fact.respondent != who]
        if outcome := each.kind.outcome(each.event.fields):
            facts = [fact for fact in facts if fact.respondent != who]
            facts.append(OutcomeFact(each.event.id, who, outcome, each.event.happened_at))
    return tuple(facts)


def _next_steps(route: Route, stage: str, deadlines: Sequence[ComputedDeadline], now: datetime) -> tuple[NextStep, ...]:
    """Answers to what is overdue first, each once and to the term that passed first; then what the stage offers."""
    late = sorted(
        (each.due.due_at, place, each) for place, each in enumerate(deadlines) if each.due and each.is_overdue(now)
    )
    answers = []
    for step in route.steps:
        answered = next((each for _at, _place, each in late if each.rule.key in step.rules), None)
        if step.when == "overdue" and answered:
            answers.append(NextStep(step, answered))
    offered = [NextStep(step) for step in route.steps if step.when == "stage" and stage in step.stages]
    return (*answers, *offered)
