"""Terms without a day: nobody is late, nothing is reminded of, until whoever leads the case names it."""

from datetime import date, timedelta

import pytest

from backend.deadlines.models import Deadline, Reminder
from backend.deadlines.services import set_deadline_day
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage
from backend.proceedings.models import Event
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import annul_event, record_event
from tests.world import NOON

NOW = NOON + timedelta(days=20)
DAY = date(2026, 12, 1)


@pytest.fixture
def notice(cast):
    """The investigator must tell us of the termination; the Code does not say within how many days."""
    proceeding = open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON)
    for days, kind, fields in (
        (0, "report_filed", {}),
        (1, "registered_erdr", {"erdr_number": "1"}),
        (8, "terminated", {"ground": "no_proof"}),
        (9, "termination_approved", {}),
    ):
        record_event(proceeding, kind, happened_at=NOON + timedelta(days=days), fields=fields, by=cast.asel, at=NOW)
    return Deadline.objects.get(rule_key="termination_notice")


def named(deadline, by, until=DAY, why="by_hand", reason="Разумный срок"):
    return set_deadline_day(deadline, until=until, why=why, reason=reason, by=by, at=NOW)


def test_a_term_without_a_day_runs_but_nobody_is_late_and_nobody_is_reminded(notice):
    assert (notice.due_at, notice.act_by, notice.state) == (None, None, "open")
    assert not notice.is_overdue(NOW + timedelta(days=1000))
    assert notice not in Deadline.objects.overdue(NOW + timedelta(days=1000))
    assert not Reminder.objects.filter(deadline=notice).exists()


def test_the_day_that_the_lead_names_counts_and_reminds_her(cast, notice):
    named(notice, cast.dana)
    assert notice.due_at.isoformat() == "2026-12-01T19:00:00+00:00"  # 24:00 in Almaty
    assert notice.is_overdue(NOON + timedelta(days=60))
    assert [each.user for each in Reminder.objects.waiting().filter(deadline=notice)] == [cast.dana]


def test_a_later_word_takes_its_place_and_taking_it_back_brings_the_earlier_back(cast, notice):
    named(notice, cast.dana)
    first = notice.due_at
    set_deadline_day(
        notice, until=date(2026, 12, 10), why="extended", reason="Просили", by=cast.dana, at=NOW + timedelta(hours=1)
    )
    assert notice.due_at > first
    last = Event.objects.filter(kind="deadline_set").order_by("-happened_at").first()
    annul_event(last, reason="Ошибка", by=cast.dana, at=NOW + timedelta(hours=2))
    notice.refresh_from_db()
    assert notice.due_at == first


def test_nobody_but_the_lead_names_a_day(cast, notice):
    with pytest.raises(NotAllowed):
        named(notice, cast.asel)


@pytest.mark.parametrize(
    ("told", "field"),
    [({"reason": "  "}, "reason"), ({"why": "because"}, "why"), ({"until": date(2026, 1, 1)}, "until")],
)
def test_a_day_needs_a_ground_and_may_not_lie_before_the_beginning(cast, notice, told, field):
    with pytest.raises(InvalidInput) as refused:
        named(notice, cast.dana, **told)
    assert [error.pointer for error in refused.value.errors] == [field]
    assert not Event.objects.filter(kind="deadline_set").exists()


def test_a_term_that_is_over_gets_no_day(cast, notice):
    record_event(notice.proceeding, "decision_read", happened_at=NOON + timedelta(days=10), by=cast.asel, at=NOW)
    with pytest.raises(NotAtThisStage):
        named(notice, cast.dana)


def test_a_limit_is_warned_of_a_month_and_a_week_ahead(cast):
    proceeding = open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON)
    record_event(
        proceeding, "offence_committed", happened_at=NOON - timedelta(days=200), fields={"severity": "misdemeanour"},
        by=cast.asel, at=NOON,
    )  # fmt: skip
    limit = Deadline.objects.get(rule_key="limitation_misdemeanour")
    warned = Reminder.objects.waiting().filter(deadline=limit, kind="deadline_due_soon").order_by("due_at")
    last = limit.due_at - timedelta(seconds=1)
    assert [(last.date() - each.due_at.date()).days for each in warned] == [30, 7, 3, 1, 0]
