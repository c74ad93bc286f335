"""What holds of every history of every route, however it was typed in."""

from collections import Counter
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.procedure.lawbook import EventKind, Route
from backend.procedure.replay import HappenedEvent, check_event, replay
from backend.procedure.zones import ALMATY
from tests.procedure.statute import ENDED
from tests.procedure.the_law import BOOK, CALENDAR

START = datetime(2024, 4, 1, 9, tzinfo=ALMATY)
LONG_AFTER = datetime(2040, 1, 1, tzinfo=ALMATY)
RESPONDENTS = [None, "a", "b"]

histories = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def told_by(kind: EventKind, dice: st.DataObject) -> dict[str, str]:
    """Some of what the kind declares, and all that it must tell."""
    told: dict[str, str | None] = {}
    for field in kind.fields:
        if field.type == "choice":
            told[field.key] = dice.draw(st.sampled_from([choice.value for choice in field.choices]))
        elif field.type == "respondent":
            told[field.key] = dice.draw(st.sampled_from(RESPONDENTS[field.required :]))
        elif field.required:
            told[field.key] = "1"
        if not field.required and dice.draw(st.booleans()):
            told.pop(field.key, None)
    return {name: value for name, value in told.items() if value is not None}


def an_event(
    route: Route, kinds: tuple[EventKind, ...], at: datetime, number: int, dice: st.DataObject
) -> HappenedEvent:
    kind = dice.draw(st.sampled_from(kinds))
    return HappenedEvent(f"{number}", kind.key, at, told_by(kind, dice))


def a_history(dice: st.DataObject) -> tuple[Route, list[HappenedEvent]]:
    """A way over a route, event by event; days may be shared, so that some events find no place."""
    route = BOOK.routes[dice.draw(st.sampled_from(sorted(BOOK.routes)))]
    events: list[HappenedEvent] = []
    at = START
    for number in range(dice.draw(st.integers(0, 12))):
        kinds = route.possible_events(replayed(route, events).stage)
        if not kinds:
            break
        events.append(an_event(route, kinds, at, number, dice))
        at += timedelta(hours=dice.draw(st.sampled_from([0, 1, 5, 24, 24 * 3, 24 * 12, 24 * 40])))
    return route, events


def replayed(route, events, now=LONG_AFTER):
    return replay(route, events, BOOK.rules, CALENDAR, now)


@histories
@given(st.data())
def test_the_order_of_recording_does_not_matter(dice):
    route, events = a_history(dice)
    assert replayed(route, dice.draw(st.permutations(events))) == replayed(route, events)


@histories
@given(st.data())
def test_replay_is_idempotent_and_what_it_left_out_left_no_trace(dice):
    route, events = a_history(dice)
    first = replayed(route, events)
    astray = {problem.event_id for problem in first.problems}
    again = replayed(route, [event for event in events if event.id not in astray])
    assert (again.stage, again.deadlines, again.outcomes) == (first.stage, first.deadlines, first.outcomes)
    assert not again.problems


@histories
@given(st.data())
def test_an_event_may_be_recorded_exactly_when_replay_takes_it_and_all_that_stood(dice):
    route, events = a_history(dice)
    astray = {problem.event_id for problem in replayed(route, events).problems}
    events = [event for event in events if event.id not in astray]
    at = START + timedelta(hours=dice.draw(st.integers(0, 24 * 90)))
    told = an_event(route, route.events, at, 99, dice)
    takes_all = not replayed(route, [*events, told]).problems
    assert (check_event(route, events, told, LONG_AFTER) == []) == takes_all


@histories
@given(st.data())
def test_every_term_is_one_of_its_event_and_of_the_wording_of_its_day(dice):
    route, events = a_history(dice)
    by_id = {event.id: event for event in events}
    found = replayed(route, events)
    for deadline in found.deadlines:
        trigger = by_id[deadline.trigger_event_id]
        assert trigger.kind in deadline.rule.triggers
        assert deadline.rule.in_force(trigger.happened_at.astimezone(ALMATY).date())
        assert deadline.rule.route == route.key
    opened = Counter((deadline.trigger_event_id, deadline.rule.key) for deadline in found.deadlines)
    assert all(number == 1 for number in opened.values())


@histories
@given(st.data())
def test_a_term_ends_in_one_way_only(dice):
    route, events = a_history(dice)
    by_id = {event.id: event for event in events}
    for deadline in replayed(route, events).deadlines:
        assert [deadline.cancelled, deadline.satisfied_at is not None, deadline.is_running].count(True) == 1
        if deadline.satisfied_by:
            assert by_id[deadline.satisfied_by].kind in deadline.rule.satisfied_by
            assert by_id[deadline.satisfied_by].happened_at == deadline.satisfied_at


@histories
@given(st.data())
def test_nothing_runs_on_at_a_final_stage(dice):
    route, events = a_history(dice)
    found = replayed(route, events)
    if route.stage(found.stage).final:
        assert not any(deadline.is_running for deadline in found.deadlines)
        assert not [step for step in found.next_steps if step.step.when == "overdue"]


@histories
@given(st.data(), st.integers(0, 400))
def test_a_history_that_happens_later_is_due_no_earlier(dice, days):
    route, events = a_history(dice)
    shifted = [HappenedEvent(e.id, e.kind, e.happened_at + timedelta(days=days), e.fields) for e in events]
    now, then = (
        {(each.trigger_event_id, each.rule.key): each for each in replayed(route, told).deadlines}
        for told in (events, shifted)
    )
    assert {key for key in now if key[1] not in ENDED} <= then.keys()
    for key, deadline in now.items():
        if deadline.rule.version == then[key].rule.version:
            assert (deadline.due is None) == (then[key].due is None)
            if deadline.due and then[key].due:
                assert deadline.due.due_at <= then[key].due.due_at
                assert deadline.due.act_by <= then[key].due.act_by


@histories
@given(st.data())
def test_what_is_overdue_stays_overdue_until_something_happens(dice):
    route, events = a_history(dice)
    moments = sorted(START + timedelta(days=dice.draw(st.integers(0, 500))) for _ in range(2))
    earlier, later = (
        {each for each in range(len(found.deadlines)) if found.deadlines[each].is_overdue(moment)}
        for moment, found in ((moment, replayed(route, events, moment)) for moment in moments)
    )
    assert earlier <= later


@histories
@given(st.data())
def test_what_is_offered_at_a_stage_is_possible_there(dice):
    route, events = a_history(dice)
    found = replayed(route, events)
    possible = {kind.key for kind in route.possible_events(found.stage)}
    for offered in found.next_steps:
        if offered.step.kind == "event" and offered.step.when == "stage":
            assert offered.step.target in possible
        assert (offered.deadline is not None) == (offered.step.when == "overdue")


@histories
@given(st.data())
def test_a_respondent_has_one_outcome_at_most(dice):
    route, events = a_history(dice)
    people = [fact.respondent for fact in replayed(route, events).outcomes]
    assert len(people) == len(set(people))
