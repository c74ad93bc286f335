"""One whole turn of the loop below the faces: an ignored report becomes an overdue authority and one reminder."""

from datetime import timedelta

import pytest

from backend.audit.queries import first_broken_line
from backend.deadlines.clockwork import send_due_reminders
from backend.deadlines.models import Deadline, Reminder
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage
from backend.law.models import Agency
from backend.notifications.clockwork import hand_out
from backend.notifications.models import Delivery
from backend.notifications.sending import deliver
from backend.proceedings.models import Outcome, Proceeding
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import annul_event, record_event
from backend.proceedings.replaying import state_of
from tests.world import NOON


@pytest.fixture
def criminal(cast) -> Proceeding:
    police = Agency.objects.get(key="police_almaty_bostandyk")
    return open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON, agency=police, articles=["uk_109_1"])


def report(criminal, cast, at=NOON):
    return record_event(criminal, "report_filed", happened_at=at, by=cast.asel, at=at)


def test_a_report_that_nobody_registers_makes_the_police_late_and_reminds_the_lead_once(cast, criminal):
    report(criminal, cast)
    deadline = Deadline.objects.get(rule_key="erdr_register_24h")
    assert deadline.needs_review
    later = NOON + timedelta(hours=26)
    assert not deadline.is_overdue(NOON + timedelta(hours=24, minutes=59))
    assert deadline.is_overdue(later)
    assert send_due_reminders(later) == 1
    assert send_due_reminders(later) == 0
    assert Reminder.objects.get(handed_at__isnull=False).user == cast.dana
    assert hand_out(later) == 2
    for row in Delivery.objects.all():
        assert deliver(row.pk, later)
        assert not deliver(row.pk, later)
    steps = state_of(criminal, later).next_steps
    assert steps[0].step.target == "prosecutor_complaint_105"
    assert steps[0].deadline is not None


def test_registration_in_time_meets_the_deadline_and_nobody_is_reminded(cast, criminal):
    report(criminal, cast)
    record_event(
        criminal, "registered_erdr", happened_at=NOON + timedelta(hours=3), fields={"erdr_number": "26751"},
        by=cast.asel, at=NOON + timedelta(hours=4),
    )  # fmt: skip
    assert Deadline.objects.get(rule_key="erdr_register_24h").state == "met"
    send_due_reminders(NOON + timedelta(days=2))
    assert not Reminder.objects.filter(kind="authority_overdue", handed_at__isnull=False).exists()
    criminal.refresh_from_db()
    assert (criminal.stage, criminal.number) == ("investigation", "26751")


def test_an_annulled_event_leaves_no_trace_but_its_annulment(cast, criminal):
    report(criminal, cast)
    registered = record_event(
        criminal, "registered_erdr", happened_at=NOON + timedelta(hours=1), fields={"erdr_number": "1"},
        by=cast.asel, at=NOON + timedelta(hours=4),
    )  # fmt: skip
    annul_event(registered, reason="Номер другого дела", by=cast.dana, at=NOON + timedelta(hours=5))
    criminal.refresh_from_db()
    assert criminal.stage == "reported"
    assert Deadline.objects.get(rule_key="erdr_register_24h").state == "open"
    with pytest.raises(NotAtThisStage):
        annul_event(registered, reason="ещё раз", by=cast.dana, at=NOON + timedelta(hours=6))


def test_what_would_make_later_events_impossible_is_refused_and_named(cast, criminal):
    first = report(criminal, cast)
    record_event(
        criminal, "registered_erdr", happened_at=NOON + timedelta(hours=1), fields={"erdr_number": "1"},
        by=cast.asel, at=NOON + timedelta(hours=4),
    )  # fmt: skip
    with pytest.raises(NotAtThisStage, match="ЕРДР"):
        annul_event(first, reason="ошибка", by=cast.asel, at=NOON + timedelta(hours=5))
    assert criminal.events.count() == 2


@pytest.mark.parametrize(
    ("kind", "hours", "fields", "refusal"),
    [
        ("verdict_announced", 0, {"result": "convicted"}, InvalidInput),
        ("registered_erdr", 0, {"erdr_number": "1"}, NotAtThisStage),
        ("report_filed", 1, {}, InvalidInput),
        ("no_such_event", 0, {}, InvalidInput),
        ("report_filed", 0, {"addressee": "no such body"}, InvalidInput),
        ("report_filed", 0, {"no_such_field": "1"}, InvalidInput),
    ],
)
def test_an_impossible_event_is_refused_and_nothing_is_written(cast, criminal, kind, hours, fields, refusal):
    with pytest.raises((refusal, NotAtThisStage)):
        record_event(criminal, kind, happened_at=NOON + timedelta(hours=hours), fields=fields, by=cast.asel, at=NOON)
    assert not criminal.events.exists()
    assert not Deadline.objects.exists()


def test_an_event_dated_before_its_cause_is_refused(cast, criminal):
    report(criminal, cast)
    with pytest.raises(NotAtThisStage):
        record_event(
            criminal, "registered_erdr", happened_at=NOON - timedelta(days=1), fields={"erdr_number": "1"},
            by=cast.asel, at=NOON,
        )  # fmt: skip


@pytest.mark.parametrize("who", ["bek", "chinara", "ermek"])
def test_only_the_team_records(cast, criminal, who):
    with pytest.raises(NotAllowed):
        record_event(criminal, "report_filed", happened_at=NOON, by=getattr(cast, who), at=NOON)


def test_a_conviction_is_counted_and_a_reversal_takes_it_back(cast, criminal):
    at = NOON + timedelta(days=60)
    report(criminal, cast)
    for days, kind, fields in (
        (1, "registered_erdr", {"erdr_number": "1"}),
        (20, "sent_to_court", {"case_number": "7599-26"}),
        (40, "verdict_announced", {"result": "convicted", "respondent": str(cast.respondent.pk)}),
    ):
        record_event(criminal, kind, happened_at=NOON + timedelta(days=days), fields=fields, by=cast.dana, at=at)
    assert Outcome.objects.get().outcome == "convicted"
    record_event(criminal, "verdict_reversed", happened_at=NOON + timedelta(days=50), by=cast.dana, at=at)
    assert not Outcome.objects.exists()
    assert first_broken_line(f"case:{cast.case.pk}") is None
