"""From rows to the pure kernel and back: what the law book makes of a proceeding's events."""

from collections.abc import Iterable
from datetime import datetime

from backend.kernel.clock import ALMATY
from backend.law.queries import law_book, work_calendar
from backend.procedure.replay import HappenedEvent, State, replay
from backend.proceedings.models import Event, Outcome, Proceeding

NUMBERS = ("case_number", "verdict_number", "erdr_number", "protocol_number", "kui_number", "incoming_number")


def as_happened(event: Event) -> HappenedEvent:
    """An event row as the kernel takes it."""
    return HappenedEvent(
        id=str(event.pk), kind=event.kind, happened_at=event.happened_at, fields=dict(event.fields or {})
    )


def standing_events(proceeding: Proceeding) -> list[Event]:
    """The events that count: neither annulments nor what they annulled, in the order they happened."""
    events = list(proceeding.events.select_related("proceeding__case"))
    annulled = {event.annuls_id for event in events if event.annuls_id}
    return [event for event in events if event.kind != Event.ANNULMENT and event.pk not in annulled]


def state_of(proceeding: Proceeding, now: datetime, events: Iterable[Event] | None = None) -> State:
    """Stage, deadlines, next steps and outcomes of a proceeding at the moment `now`."""
    book = law_book()
    events = standing_events(proceeding) if events is None else events
    return replay(
        book.routes[proceeding.route], [as_happened(event) for event in events], book.rules, work_calendar(), now
    )


def official_number(events: Iterable[Event]) -> str:
    """The number a body knows the proceeding by: what the latest event told; several in one event, the most senior."""
    for event in sorted(events, key=lambda each: each.happened_at, reverse=True):
        for name in NUMBERS:
            if told := (event.fields or {}).get(name):
                return str(told)[:60]
    return ""


def store_state(proceeding: Proceeding, state: State, events: Iterable[Event]) -> None:
    """Write stage, number and outcomes as they follow from the standing events. The caller holds the proceeding's lock."""
    proceeding.stage = state.stage
    proceeding.number = official_number(events)
    proceeding.version += 1
    proceeding.save(update_fields=["stage", "number", "version"])
    wanted = {(fact.event_id, fact.respondent or None): fact for fact in state.outcomes}
    for row in proceeding.outcomes.all():
        key = (str(row.event_id), str(row.respondent_id) if row.respondent_id else None)
        fact = wanted.pop(key, None)
        if fact is None:
            row.delete()
        elif row.outcome != fact.outcome:
            row.outcome = fact.outcome
            row.save(update_fields=["outcome"])
    Outcome.objects.bulk_create(
        Outcome(
            proceeding=proceeding,
            event_id=fact.event_id,
            respondent_id=fact.respondent or None,
            outcome=fact.outcome,
            happened_on=fact.happened_at.astimezone(ALMATY).date(),
        )
        for fact in wanted.values()
    )
