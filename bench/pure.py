"""The pure core: counting a term, replaying a proceeding."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from backend.kernel.clock import ALMATY
from backend.law.queries import law_book, work_calendar
from backend.procedure.replay import HappenedEvent, replay
from backend.procedure.terms import Convention, Term, count
from bench.measuring import Work

COUNTED = 2000
EVENTS = 40


def works() -> Iterator[Work]:
    yield _deadline()
    yield _replay()


def _deadline() -> Work:
    calendar, term = work_calendar(), Term(3, "days")
    starts = [datetime(2026, 1, 1, 10, tzinfo=ALMATY) + timedelta(days=n % 300) for n in range(COUNTED)]
    days = dict(calendar.days)

    def figure() -> None:
        for started in starts:
            count(term, started, Convention.UPK, calendar)

    def floor() -> None:
        for started in starts:
            last = date(started.year, started.month, started.day) + timedelta(days=3)
            while (days.get(last) or ("work" if last.weekday() < 5 else "off")) != "work":
                last += timedelta(days=1)

    return Work(
        "compute a deadline (3 сутки of the УПК)", figure, "bare dates", floor, "≥ 100,000/s a core",
        lambda measured: measured.figure.median <= 1e-5, times=COUNTED, clock=time.process_time,
    )  # fmt: skip


def _replay() -> Work:
    book, calendar = law_book(), work_calendar()
    began = datetime(2026, 1, 12, 5, tzinfo=UTC)
    kinds = ["report_filed", "registered_kui", "registered_erdr", "victim_recognised"]
    kinds += ["petition_filed", "petition_answered"] * ((EVENTS - 4) // 2)
    answer = {"answer": "granted"}
    events = [
        HappenedEvent(str(n), kind, began + timedelta(days=2 * n), answer if kind == "petition_answered" else {})
        for n, kind in enumerate(kinds)
    ]
    now = began + timedelta(days=100)
    assert len(events) == EVENTS
    assert not replay(book.routes["criminal"], events, book.rules, calendar, now).problems

    def floor() -> int:
        return sum(1 for _again in range(20) for event in events if event.kind)

    def figure() -> None:
        for _again in range(20):
            replay(book.routes["criminal"], events, book.rules, calendar, now)

    return Work(
        f"replay a proceeding of {EVENTS} events", figure, "walk the events", floor, "< 1 ms",
        lambda measured: measured.figure.median < 1e-3, times=20, clock=time.process_time,
    )  # fmt: skip
