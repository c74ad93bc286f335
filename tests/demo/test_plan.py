"""The story works out on any anchor day: replayed without a database, over the law book, for many days."""

import random
from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from backend.demo.chapters import ANY_DAY, Planned, flat, moments, plan
from backend.demo.made_up import MadeUp
from backend.kernel.clock import ALMATY
from backend.language.identifiers import doubts_about_iin
from backend.law.models import Article
from backend.law.queries import law_book, work_calendar
from backend.procedure.replay import HappenedEvent, State, check_event, replay

DEMO = Path(__file__).resolve().parents[2] / "fixtures" / "demo"
TOLD = yaml.safe_load((DEMO / "story.yaml").read_text(encoding="utf-8"))
NAMES = yaml.safe_load((DEMO / "names.yaml").read_text(encoding="utf-8"))
ANCHORS = [
    date(2026, 11, 24), date(2026, 11, 28), date(2026, 11, 29), date(2026, 12, 16), date(2027, 1, 1),
    date(2027, 1, 4), date(2027, 1, 8), date(2027, 3, 9), date(2027, 3, 22), date(2027, 3, 25), date(2027, 5, 3),
    date(2027, 5, 10), date(2027, 7, 7), date(2027, 8, 30), date(2027, 10, 26), date(2027, 12, 31),
    *(date(2026, 12, 1) + timedelta(days=11 * number) for number in range(12)),
]  # fmt: skip


def played(planned: Planned, anchor: date, events=None, route: str = "") -> tuple[State, list[HappenedEvent]]:
    """What replay makes of one case's events; what the dice would fill in is filled with a word."""
    calendar, book = work_calendar(), law_book()
    way = book.routes[route or planned.chapter["route"]]
    told = events or planned.chapter["events"]
    happened: list[HappenedEvent] = []
    when = moments(told, planned.opened, anchor, calendar)
    for number, ((_days, kind, fields), at) in enumerate(zip(flat(told), when, strict=True)):
        filled = dict(fields) | ({"respondent": "him"} if kind in ("verdict_announced", "ruling_issued") else {})
        event = HappenedEvent(f"{number:02d}", kind, at, filled)
        assert not check_event(way, happened, event, at + timedelta(minutes=20)), (planned.chapter["name"], kind)
        happened.append(event)
    now = datetime.combine(anchor, time(12), ALMATY)
    return replay(way, happened, book.rules, calendar, now), happened


@pytest.fixture(params=ANCHORS, ids=str)
def anchor(db, request) -> date:
    return work_calendar().previous_working(request.param)


@pytest.fixture
def cases(anchor) -> list[Planned]:
    return plan(TOLD["chapters"], anchor, random.Random(1))


def test_every_event_is_one_the_law_book_allows_and_lies_in_the_past(cases, anchor):
    calendar = work_calendar()
    for planned in cases:
        _state, happened = played(planned, anchor)
        for event in happened:
            day = event.happened_at.astimezone(ALMATY).date()
            assert planned.opened <= day < anchor
            assert event.kind in ANY_DAY or calendar.is_working(day), (planned.chapter["name"], event.kind)
        for before, after in pairwise(happened):
            assert before.happened_at < after.happened_at
        for also, route in (("complaint", "authority_complaint"), ("requalified", "criminal")):
            if told := planned.chapter.get(also):
                played(planned, anchor, told["events"] if also == "requalified" else told, route)


def test_thirty_six_are_convicted_and_the_rest_ends_in_every_way(cases, anchor):
    outcomes = Counter(fact.outcome for planned in cases for fact in played(planned, anchor)[0].outcomes)
    assert outcomes["convicted"] == 36
    assert {"arrested", "warned", "fined", "terminated", "reconciled", "acquitted"} <= set(outcomes)
    assert all(
        planned.chapter["at"] == "qorgau"
        for planned in cases
        for fact in played(planned, anchor)[0].outcomes
        if fact.outcome == "convicted"
    )


def test_an_authority_is_late_by_exactly_three_days_and_terms_of_ours_are_near(cases, anchor):
    now = datetime.combine(anchor, time(12), ALMATY)
    late, near = [], []
    for planned in cases:
        for deadline in played(planned, anchor)[0].deadlines:
            if deadline.satisfied_at or deadline.cancelled or planned.chapter.get("over"):
                continue
            days = (anchor - deadline.due.last_day).days
            if deadline.rule.obligor == "us":
                assert deadline.due.act_by > now, f"{planned.chapter['name']}: a term of ours is missed"
                near += [deadline] if deadline.due.act_by < now + timedelta(days=8) else []
            elif deadline.is_overdue(now):
                late.append((planned.chapter["name"], days))
    assert ("three days late", 3) in late
    assert 4 <= len(late) <= 12
    assert len(near) >= 4


def test_hearings_are_today_and_this_week_and_never_on_a_day_off(cases, anchor):
    calendar = work_calendar()
    days = [calendar.add_working(anchor, number) for planned in cases if (number := planned.of("hearing")) is not None]
    assert days.count(anchor) == 2
    assert len([day for day in days if day > anchor]) >= 3
    assert all(calendar.is_working(day) for day in days)


def test_articles_are_in_force_on_the_day_of_the_deed(cases):
    for planned in cases:
        deed = planned.opened - timedelta(days=1)
        assert Article.objects.in_force(deed).filter(key__in=planned.chapter["articles"]).exists(), planned


def test_the_cast_of_the_story_is_as_large_as_it_should_be(cases):
    assert 55 <= len(cases) <= 66
    assert (len(TOLD["organisations"]), len(TOLD["people"])) == (2, 10)
    assert {person["role"] for person in TOLD["people"]} == {
        "coordinator", "lawyer", "case_worker", "observer", "administrator",
    }  # fmt: skip


def test_made_up_people_are_of_many_names_and_of_the_right_form():
    made_up = MadeUp(NAMES, 1)
    pairs = [made_up.pair("г. Алматы", "uk_109_1") for _number in range(64)]
    assert len({pair.survivor["pseudonym"] for pair in pairs}) == 64
    assert len({pair.survivor["legal_name"] for pair in pairs}) > 50
    assert len({pair.relation for pair in pairs}) >= 5
    assert not [pair for pair in pairs if doubts_about_iin(pair.survivor["iin"])]
    for pair in pairs:
        assert pair.survivor["iin"].startswith(f"{pair.survivor['birth_date']:%y%m%d}")
    again = MadeUp(NAMES, 1)
    assert [again.pair("г. Алматы", "uk_109_1") for _number in range(64)] == pairs
    assert MadeUp(NAMES, 2).pair("г. Алматы", "uk_109_1") != pairs[0]


def test_every_article_of_a_chapter_has_a_tale():
    for chapter in TOLD["chapters"]:
        for key in [*chapter["articles"], *chapter.get("requalified", {}).get("articles", [])]:
            assert NAMES["offences"][key]["told"]
