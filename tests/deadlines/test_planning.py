"""Reminders as an organisation wants them: a new plan counts for what has not gone out yet, and for nobody else."""

from datetime import datetime, timedelta

import pytest

from backend.accounts.keeping import add_day_off, change_settings, remove_day_off
from backend.deadlines.models import Deadline, Reminder
from backend.kernel.clock import ALMATY
from tests.busy import LATER, make_busy
from tests.world import NOON


@pytest.fixture
def ours(cast):
    """A term of ours that runs, with the reminders of it."""
    make_busy(cast)
    return Deadline.objects.running().filter(obligor="us").order_by("-act_by").first()


def waiting(deadline, user):
    rows = Reminder.objects.waiting().filter(deadline=deadline, user=user).order_by("due_at")
    return [row.due_at.astimezone(ALMATY) for row in rows]


def last_morning(deadline, days=0):
    day = (deadline.act_by - timedelta(seconds=1)).astimezone(ALMATY).date() - timedelta(days=days)
    return datetime(day.year, day.month, day.day, 9, tzinfo=ALMATY)


def test_new_lead_times_move_what_has_not_gone_out(cast, ours):
    due_at, act_by = ours.due_at, ours.act_by
    assert waiting(ours, cast.dana) == [last_morning(ours, days) for days in (3, 1, 0)]
    change_settings(cast.organisation, our_days=[2], expected_version=0, by=cast.bek, at=LATER)
    assert waiting(ours, cast.dana) == [last_morning(ours, 2)]
    ours.refresh_from_db()
    assert (ours.due_at, ours.act_by) == (due_at, act_by)


def test_what_was_told_is_not_told_again(cast, ours):
    Reminder.objects.filter(deadline=ours).update(handed_at=LATER)
    before = Reminder.objects.count()
    change_settings(
        cast.organisation, our_days=[3, 1, 0], hearing_hours=[24], expected_version=0, by=cast.bek, at=LATER
    )
    assert Reminder.objects.count() == before
    assert not Reminder.objects.waiting().filter(due_at__lte=LATER, deadline=ours).exists()


def test_a_day_off_moves_reminders_and_taking_it_back_moves_them_back(cast, ours):
    row = add_day_off(cast.organisation, last_morning(ours).date(), by=cast.bek, at=LATER)
    assert waiting(ours, cast.dana) == [last_morning(ours, days) for days in (4, 2, 1)]
    remove_day_off(row, by=cast.bek, at=LATER)
    assert waiting(ours, cast.dana) == [last_morning(ours, days) for days in (3, 1, 0)]


def test_another_organisations_plan_is_its_own(cast, ours):
    change_settings(cast.other_organisation, our_days=[2], expected_version=0, by=cast.chinara, at=NOON)
    assert waiting(ours, cast.dana) == [last_morning(ours, days) for days in (3, 1, 0)]


def test_the_page_says_when_to_act_beside_a_term_that_ends_on_a_day_off(cast, ours, client, clock):
    clock(LATER)
    client.force_login(cast.dana)
    address = f"/cases/{cast.case.pk}/"
    assert "не работаем" not in client.get(address).content.decode()
    add_day_off(cast.organisation, last_morning(ours).date(), by=cast.bek, at=LATER)
    for page in (address, "/"):
        assert "в этот день не работаем: сделайте до" in client.get(page).content.decode()
