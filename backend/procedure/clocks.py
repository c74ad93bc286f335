"""Terms opened by what happened: until when each runs, and what became of it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from backend.procedure.calendar import WorkCalendar
from backend.procedure.happening import HappenedEvent, Taken
from backend.procedure.lawbook import Rule
from backend.procedure.terms import Due, count, until_day

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ComputedDeadline:
    """A term opened by an event: met by another event, waived by us, left without object, or running.

    `due` is None while nobody has named the day of a term counted by hand, and while the clock `stands_still`.
    """

    rule: Rule
    trigger_event_id: str
    due: Due | None
    satisfied_by: str | None = None
    satisfied_at: datetime | None = None
    cancelled: bool = False
    waived: bool = False
    stands_still: bool = False

    @property
    def is_running(self) -> bool:
        return not (self.cancelled or self.waived) and self.satisfied_at is None

    def is_overdue(self, now: datetime) -> bool:
        """Whether the last moment has passed at `now` with nothing having satisfied it."""
        return self.is_running and self.due is not None and self.due.due_at <= now

    @property
    def place(self) -> tuple[bool, datetime, str, datetime]:
        """Its place in a list: by the day to act; what has no day comes last."""
        act_by, due_at = (self.due.act_by, self.due.due_at) if self.due else (_NEVER, _NEVER)
        return self.due is None, act_by, self.rule.key, due_at


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
                deadline = ComputedDeadline(rule, event.id, None)
                deadline = _as_it_went(deadline, event, later, spent, over=over, settling=settling)
                start = _start(rule, event, before, zone)
                found.append(_timed(deadline, taken[place], later, start, calendar, zone))
    return tuple(sorted(found, key=lambda each: each.place))


def _timed(
    deadline: ComputedDeadline,
    opened: Taken,
    later: Sequence[Taken],
    start: datetime,
    calendar: WorkCalendar,
    zone: ZoneInfo,
) -> ComputedDeadline:
    """The deadline with its end: as counted, as a decision named it, or none while it stands still or is left to people."""
    rule = deadline.rule
    meanwhile = list(_until_met(deadline, opened.event, later))
    if day := _named_day(rule, [opened, *meanwhile]):
        return replace(deadline, due=until_day(day, zone))
    if rule.term.unit == "by_hand":
        return deadline
    stood, still = _standstill(rule, opened, meanwhile, zone)
    if still and deadline.is_running:
        return replace(deadline, stands_still=True)
    due = count(rule.term, start, rule.convention, calendar, continuous=rule.continuous, zone=zone, stood=stood)
    return replace(deadline, due=due)


def _until_met(deadline: ComputedDeadline, event: HappenedEvent, later: Sequence[Taken]) -> Iterator[Taken]:
    """What happened about it while the term ran."""
    for each in later:
        if each.event.concerns(event):
            yield each
        if each.event.id == deadline.satisfied_by:
            return


def _named_day(rule: Rule, events: Sequence[Taken]) -> date | None:
    """The last day that an event named, the latest word counting."""
    for each in reversed(events):
        told = each.event.fields.get(rule.until.get(each.event.kind, ""))
        if told:
            return date.fromisoformat(str(told))
    return None


def _standstill(rule: Rule, opened: Taken, later: Sequence[Taken], zone: ZoneInfo) -> tuple[int, bool]:
    """How many days the clock stood still, and whether it still does."""
    if not rule.stopped_in and not rule.pauses:
        return 0, False
    stood, since, waiting = 0, None, dict[str, tuple[str, ...]]()
    for each in (opened, *later):
        kind, day = each.event.kind, each.event.happened_at.astimezone(zone).date()
        waiting = {stop: resume for stop, resume in waiting.items() if kind not in resume}
        if kind in rule.pauses:
            waiting[kind] = rule.pauses[kind]
        still = bool(waiting) or each.stage in rule.stopped_in
        if still and since is None:
            since = day
        elif not still and since is not None:
            stood, since = stood + (day - since).days, None
    if since is not None and later and later[-1].event.kind in rule.satisfied_by:
        return stood + (later[-1].event.happened_at.astimezone(zone).date() - since).days, False
    return stood, since is not None


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
