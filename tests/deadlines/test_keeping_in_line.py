"""The stored deadlines say what replay says, and the reminders follow them."""

from datetime import timedelta

import pytest

from backend.deadlines.clockwork import send_due_reminders
from backend.deadlines.models import Deadline, Reminder
from backend.deadlines.services import acknowledge_reminder, waive_deadline
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import annul_event, record_event
from tests.world import NOON

LATER = NOON + timedelta(days=60)


@pytest.fixture
def happens(cast):
    proceeding = open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON)

    def record(kind, days=0, at=LATER, **fields):
        return record_event(
            proceeding, kind, happened_at=NOON + timedelta(days=days), fields=fields, by=cast.asel, at=at
        )

    return record


@pytest.fixture
def verdict(cast, happens):
    happens("report_filed")
    happens("registered_erdr", 1, erdr_number="1")
    happens("sent_to_court", 20)
    told = {"result": "acquitted", "respondent": str(cast.respondent.pk)}
    return happens("verdict_announced", 40, at=NOON + timedelta(days=40), **told)


def ours():
    return Deadline.objects.running().filter(obligor="us")


def test_late_registration_meets_the_deadline_late(happens):
    happens("report_filed")
    happens("registered_erdr", 5, erdr_number="1")
    deadline = Deadline.objects.get(rule_key="erdr_register_24h")
    assert deadline.state == "met_late"
    assert not Reminder.objects.waiting().filter(deadline=deadline).exists()


def test_an_annulled_trigger_cancels_its_deadlines_and_their_reminders(cast, happens):
    report = happens("report_filed", at=NOON)
    assert Reminder.objects.waiting().exists()
    annul_event(report, reason="Не подавали", by=cast.dana, at=NOON + timedelta(hours=1))
    assert set(Deadline.objects.values_list("state", flat=True)) == {"cancelled"}
    assert not Reminder.objects.waiting().exists()


def test_the_appeal_against_a_verdict_is_ours_and_reminds_lead_alone_while_there_is_no_second(cast, verdict):
    assert ours().exists()
    assert set(Reminder.objects.waiting().filter(deadline__in=ours()).values_list("user", flat=True)) == {cast.dana.pk}


def test_waiving_says_why_stops_the_reminders_and_survives_the_next_event(cast, happens, verdict):
    deadline = ours().get(rule_key="appeal_15d")
    at = NOON + timedelta(days=41)
    with pytest.raises(InvalidInput):
        waive_deadline(deadline, reason="  ", by=cast.dana, at=at)
    with pytest.raises(NotAllowed):
        waive_deadline(deadline, reason="Так решили", by=cast.bek, at=at)
    waive_deadline(deadline, reason="Доверительница не хочет обжаловать", by=cast.dana, at=at)
    assert not Reminder.objects.waiting().filter(deadline=deadline).exists()
    with pytest.raises(NotAtThisStage):
        waive_deadline(deadline, reason="ещё раз", by=cast.dana, at=at)
    happens("registered_kui", 0.5, kui_number="1804")
    deadline.refresh_from_db()
    assert deadline.state == "waived"
    decision = deadline.proceeding.events.get(kind="deadline_waived")
    annul_event(decision, reason="Передумала", by=cast.dana, at=at + timedelta(hours=2))
    deadline.refresh_from_db()
    assert deadline.state == "open"
    assert Reminder.objects.waiting().filter(deadline=deadline).exists()


def test_only_a_deadline_of_ours_can_be_waived(cast, happens):
    happens("report_filed")
    with pytest.raises(NotAtThisStage):
        waive_deadline(Deadline.objects.get(rule_key="erdr_register_24h"), reason="так", by=cast.dana, at=LATER)


def test_taking_note_is_for_the_one_who_was_told_and_twice_is_once(cast, happens):
    happens("report_filed", at=NOON)
    send_due_reminders(LATER)
    reminder = Reminder.objects.get(handed_at__isnull=False)
    with pytest.raises(NotAllowed):
        acknowledge_reminder(reminder, by=cast.asel, at=LATER)
    first = acknowledge_reminder(reminder, by=cast.dana, at=LATER).acknowledged_at
    assert acknowledge_reminder(reminder, by=cast.dana, at=LATER + timedelta(hours=1)).acknowledged_at == first


def test_an_event_that_cannot_bring_its_deadlines_along_is_not_recorded(happens, monkeypatch):
    def fails(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr("backend.deadlines.receivers.keep_in_line", fails)
    with pytest.raises(ConnectionError):
        happens("report_filed")
    assert not Deadline.objects.exists()
