"""The story as it stands in the database once it was played."""

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count

from backend.accounts.models import Organisation, User
from backend.cases.check_models import Finding
from backend.cases.models import Case
from backend.deadlines.models import Deadline, Reminder
from backend.demo.story import Story
from backend.kernel.clock import ALMATY
from backend.notifications.models import Delivery
from backend.people.models import Survivor
from backend.proceedings.models import Event, Hearing, Proceeding
from backend.reports.outcomes import outcomes
from backend.vault.keys import key_session

ANCHOR = date(2026, 11, 24)
NOON = datetime.combine(ANCHOR, time(12), ALMATY)


@pytest.fixture(scope="module")
def story(django_db_setup, django_db_blocker):
    """The story, played once for the tests of this file and taken back after the last of them."""
    with django_db_blocker.unblock(), transaction.atomic(), transaction.atomic(using="keys"):
        Story(settings.TIREK_FIXTURES / "demo", ANCHOR).play()
        yield
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="keys")


@pytest.fixture
def played(story, db):
    """What each test does to the story is undone after it."""


def test_the_story_shows_what_the_system_is_for(played):
    fund, centre = Organisation.objects.order_by("pk")
    assert (fund.short_name, centre.short_name) == ("Қорғау", "Үміт")
    assert User.objects.count() == 10
    assert Survivor.objects.count() == Case.objects.count() == 64

    figures = outcomes(User.objects.get(email="bek@demo.kz"))
    assert figures.convicted == 36
    assert sum(figures.by_region.values()) == 36
    assert len(figures.by_region) >= 5
    assert len(figures.by_year) >= 3
    assert max(figures.by_year.values()) < 20

    assert Proceeding.objects.filter(parent_reason="requalified", route="criminal").count() == 1
    assert Proceeding.objects.filter(parent_reason="complaint_about").count() == 2
    late = Deadline.objects.overdue(NOON).exclude(obligor="us")
    assert (ANCHOR - timedelta(days=3)) in {
        (row.due_at - timedelta(microseconds=1)).astimezone(ALMATY).date() for row in late
    }
    assert not Deadline.objects.overdue(NOON).filter(obligor="us").exists()

    dana = User.objects.get(email="dana@demo.kz")
    ours = Deadline.objects.of_team_member(dana).running().filter(obligor="us", act_by__lt=NOON + timedelta(days=4))
    assert ours.count() >= 3
    hearings = Hearing.objects.scheduled().filter(starts_at__date=ANCHOR)
    assert hearings.filter(attendee=dana).count() == 1
    assert hearings.count() == 2
    with key_session():
        arrests = [event.fields for event in Event.objects.filter(kind="ruling_issued")]
    assert [fields["article"] for fields in arrests if fields.get("days") == 15] == ["КоАП 73-1"]


def test_it_was_recorded_in_its_own_time_and_by_the_front_door(played):
    chains = Counter(Event.objects.values_list("recorded_by__email", flat=True))
    assert len(chains) >= 3
    for event in Event.objects.all():
        assert event.happened_at <= event.recorded_at < NOON
    call_command("verify_audit", verbosity=0)
    codes = list(Case.objects.filter(office__prefix="АЛ").order_by("opened_on", "code"))
    assert [case.code for case in codes if case.opened_on.year == 2026] == sorted(
        case.code for case in codes if case.opened_on.year == 2026
    )


def test_the_first_morning_is_not_buried_in_old_news(played):
    waiting = Reminder.objects.waiting().filter(due_at__lte=NOON)
    assert {row.kind for row in waiting} >= {"authority_overdue"}
    most = waiting.values("user").annotate(n=Count("id")).order_by("-n").first()
    assert most["n"] <= 8


def test_one_man_is_met_in_two_organisations_and_one_conflict_is_decided(played):
    repeats = Finding.objects.undecided().filter(question="repeat", strength="match")
    assert {finding.case.organisation.short_name for finding in repeats} == {"Қорғау", "Үміт"}
    assert all(finding.mirror in repeats for finding in repeats)
    decided = Finding.objects.filter(question="side")
    assert [(finding.decision, finding.decided_by.email) for finding in decided] == [("no_conflict", "bek@demo.kz")]
    waiting = Delivery.objects.filter(kind="check_undecided").values_list("next_at", flat=True)
    assert min(waiting) > NOON - timedelta(days=15)
