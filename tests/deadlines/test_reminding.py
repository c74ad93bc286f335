"""A reminder reaches whoever answers for the matter, once, however the clocks run and whoever has left."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from backend.cases.services import add_to_team
from backend.deadlines import clockwork
from backend.deadlines.clockwork import send_due_reminders
from backend.deadlines.models import Reminder
from backend.jobs.clock import tick
from backend.notifications.models import Delivery
from tests.deadlines.conftest import ignored_report
from tests.world import NOON

DAY = timedelta(days=1)
LATE = NOON + 2 * DAY


@pytest.fixture
def clock_runs(clock, drain):
    """The clock of the process, and all that it sets going, for three seconds from a moment."""

    def run(moment):
        for second in range(3):
            clock(moment + timedelta(seconds=second))
            with drain():
                tick()

    return run


def told():
    """Who was told of deadlines: whoever gets or loses a place is told of that, too."""
    rows = Delivery.objects.exclude(kind__in=("case_leads_now", "team_place_changed")).select_related("user")
    return {row.user.email.split("@")[0] for row in rows}


def test_after_a_day_without_a_clock_it_is_late_and_told_once(late_police, clock_runs, mailoutbox):
    clock_runs(late_police.due_at + DAY)
    assert [letter.to for letter in mailoutbox] == [["dana@example.org"]]
    assert {row.state for row in Delivery.objects.all()} == {"sent"}


def test_a_clock_set_back_by_a_day_neither_repeats_nor_delays(cast, late_police, clock_runs, mailoutbox):
    clock_runs(late_police.due_at + DAY)
    assert len(mailoutbox) == 1
    late_police.deadline.reminders.create(
        kind=late_police.kind, user=cast.dana, proceeding=late_police.proceeding,
        due_at=late_police.due_at - timedelta(minutes=1),
    )  # fmt: skip
    clock_runs(late_police.due_at)
    assert len(mailoutbox) == 2


def test_two_clocks_at_once_hand_each_reminder_over_once(committed_cast):
    deadline = ignored_report(committed_cast)
    Reminder.objects.all().delete()
    Reminder.objects.bulk_create(
        Reminder(
            kind="authority_overdue", user=committed_cast.dana, proceeding=deadline.proceeding, deadline=deadline,
            due_at=NOON + timedelta(minutes=number),
        )
        for number in range(120)
    )  # fmt: skip
    start, handed = threading.Barrier(2), []

    def run():
        start.wait(timeout=30)
        handed.append(send_due_reminders(LATE))
        connection.close()

    clocks = [threading.Thread(target=run) for _ in range(2)]
    for one in clocks:
        one.start()
    for one in clocks:
        one.join(60)
    assert sum(handed) == 120
    assert Delivery.objects.filter(channel="email").count() == 120
    assert not Reminder.objects.waiting().exists()


@pytest.mark.parametrize("left", ["account", "organisation", "team"])
def test_when_its_reader_has_left_the_coordinators_are_told(cast, late_police, left):
    if left == "account":
        cast.dana.is_active = False
        cast.dana.save()
    elif left == "organisation":
        cast.dana.memberships.update(ended_at=NOON)
    else:
        cast.case.team.filter(user=cast.dana).update(ended_at=NOON)
    assert send_due_reminders(LATE) == 1
    assert told() == {"bek"}


def test_a_new_lead_is_told_in_place_of_the_old_one(cast, late_police):
    add_to_team(cast.case, cast.asel, "lead", by=cast.bek, at=NOON)
    send_due_reminders(LATE)
    assert told() == {"asel"}


def test_a_new_lead_who_has_the_same_reminder_is_not_told_twice(cast, late_police):
    late_police.deadline.reminders.create(
        kind=late_police.kind, user=cast.asel, due_at=late_police.due_at, proceeding=late_police.proceeding
    )
    cast.case.team.filter(user=cast.dana).update(role="member")  # as if the news of it had not come yet
    cast.case.team.filter(user=cast.asel).update(role="lead")
    assert send_due_reminders(LATE) == 2
    assert told() == {"asel"}
    assert Delivery.objects.count() == 2


def test_a_change_of_lead_takes_the_reminder_from_the_old_one_at_once(cast, late_police):
    add_to_team(cast.case, cast.asel, "lead", by=cast.bek, at=NOON)
    late_police.refresh_from_db()
    assert late_police.cancelled_at == NOON
    assert [row.user for row in Reminder.objects.waiting()] == [cast.asel]
    add_to_team(cast.case, cast.dana, "lead", by=cast.bek, at=NOON)
    assert [row.user for row in Reminder.objects.waiting()] == [cast.dana]


def test_with_nobody_left_it_waits_until_somebody_comes(cast, late_police):
    for user in (cast.dana, cast.asel, cast.bek):
        user.memberships.update(ended_at=NOON)
    assert send_due_reminders(LATE) == 0
    cast.bek.memberships.update(ended_at=None)
    assert send_due_reminders(LATE) == 1
    assert told() == {"bek"}


def test_one_that_cannot_be_handed_over_holds_up_no_other(cast, late_police, monkeypatch):
    bad = late_police.deadline.reminders.create(
        kind=late_police.kind, user=cast.dana, due_at=NOON, proceeding=late_police.proceeding
    )
    say = clockwork._what_it_says

    def fail(reminder):
        if reminder == bad:
            raise KeyError("a name")
        return say(reminder)

    monkeypatch.setattr(clockwork, "_what_it_says", fail)
    assert send_due_reminders(LATE) == 1
    monkeypatch.setattr(clockwork, "_what_it_says", say)
    assert send_due_reminders(LATE) == 1
