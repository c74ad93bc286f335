"""Terms opened by what happened: until when each runs, and what became of it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from backend.procedure.calendar import WorkCalendar
from backend.procedure.happening import HappenedEvent, Taken
from backend.procedure.lawbook import Rule
from backend.procedure.terms import Due, count


@dataclass(frozen=True, slots=True)
class ComputedDeadline:
    """A term opened by an event: met by another event, waived by us, left without object, or running."""

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


def deadlines_of(
    taken: Sequence[Taken],
    rules: Iterable[Rule],
    calendar: WorkCalendar,
    zone: ZoneInfo,
    *,
    over: bool,
    settled: Collection[str] = (),
) -> tuple[ComputedDeadline, ...]:
    """Every term that the events opened, by the day to act.

    What still runs when the route is `over` is cancelled; so is what was opened before one of the `settled` stages was
    reached.
    """
    by_trigger: dict[str, list[Rule]] = {}
    for rule in rules:
        for trigger in rule.triggers:
            by_trigger.setdefault(trigger, []).append(rule)
    settling = _settling(taken, settled)
    spent: set[tuple[str, str]] = set()
    found = []
    for place, (event, kind, _stage) in enumerate((each.event, each.kind, each.stage) for each in taken):
        before, later = taken[:place], taken[place + 1 :]
        on = event.happened_at.astimezone(zone).date()
        for rule in by_trigger.get(event.kind, ()):
            if rule.in_force(on) and rule.is_opened_by(kind, event.fields) and not _comes_too_late(rule, event, before):
                due = count(
                    rule.term, _start(rule, event, before, zone), rule.convention, calendar,
                    continuous=rule.continuous, zone=zone,
                )  # fmt: skip
                deadline = ComputedDeadline(rule, event.id, due)
                found.append(_as_it_went(deadline, event, later, spent, over=over, settling=settling))
    return tuple(sorted(found, key=lambda each: (each.due.act_by, each.rule.key, each.due.due_at)))


def _settling(taken: Sequence[Taken], settled: Collection[str]) -> frozenset[str]:
    """The events by which a settled stage was reached."""
    stages = ("", *(each.stage for each in taken))
    return frozenset(
        each.event.id
        for each, before in zip(taken, stages, strict=False)
        if each.stage in settled and before not in settled
    )


def _comes_too_late(rule: Rule, event: HappenedEvent, before: Sequence[Taken]) -> bool:
    """Whether what the term asks for was done before it could even start."""
    return any(each.event.kind in rule.not_after and each.event.concerns(event) for each in before)


def _start(rule: Rule, event: HappenedEvent, before: Sequence[Taken], zone: ZoneInfo) -> datetime:
    """The moment the term counts from."""
    origin = next((each.event for each in reversed(before) if each.event.kind in rule.counted_from), event)
    return origin.happened_at.astimezone(zone) + timedelta(days=rule.starts_after)


def _as_it_went(
    deadline: ComputedDeadline,
    event: HappenedEvent,
    later: Sequence[Taken],
    spent: set[tuple[str, str]],
    *,
    over: bool,
    settling: Collection[str],
) -> ComputedDeadline:
    """The deadline with the first later event that ended it: met it, left it without object, or started it anew."""
    rule = deadline.rule
    for each in later:
        other = each.event
        if not other.concerns(event):
            if other.id in settling:
                return replace(deadline, cancelled=True)
            continue
        if other.kind in rule.satisfied_by and (rule.key, other.id) not in spent:
            if rule.one_by_one:
                spent.add((rule.key, other.id))
            return replace(deadline, satisfied_by=other.id, satisfied_at=other.happened_at)
        starts_anew = other.kind != event.kind and rule.is_opened_by(each.kind, other.fields)
        if starts_anew or other.kind in rule.cancelled_by or other.id in settling:
            return replace(deadline, cancelled=True)
    return replace(deadline, cancelled=over)
