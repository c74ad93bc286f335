"""What each colleague carries, and which cases slip out of sight: the figures of coordinators."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.accounts.models import Membership, User
from backend.audit.services import record
from backend.cases.models import Case
from backend.cases.services import add_to_team, open_case
from backend.cases.tasks import complete_task, make_task
from backend.cases.teams import remove_from_team
from backend.law.models import Agency
from backend.proceedings.hearings import schedule_hearing
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from backend.reports.attention import KINDS, cases_needing, count_attention
from backend.reports.load import load_in
from tests.busy import LATER, make_busy
from tests.world import NOON, begin_work

DAY = timedelta(days=1)


def loads(cast, now=NOON):
    return {load.user: load for load in load_in(cast.organisation, now)}


def listed(cast, kind, now=NOON, user=None):
    return set(cases_needing(kind, user or cast.bek, now))


@pytest.fixture
def second(cast):
    """Another case of the organisation, led by Asel, who is no lawyer."""
    return open_case(cast.organisation, cast.survivor, by=cast.asel, at=NOON)


def test_open_cases_are_counted_by_the_role_on_the_team(cast, second):
    add_to_team(second, cast.dana, "second", by=cast.asel, at=NOON)
    assert loads(cast)[cast.dana].cases == {"lead": 1, "second": 1}
    assert loads(cast)[cast.asel].cases == {"lead": 1, "member": 1}
    assert loads(cast)[cast.bek].in_all == 0
    Case.objects.filter(pk=second.pk).update(closed_on=NOON.date())
    assert loads(cast)[cast.dana].cases == {"lead": 1}


def test_a_case_she_only_observes_is_no_load(cast, second):
    add_to_team(second, cast.bek, "observer", by=cast.asel, at=NOON)
    assert loads(cast)[cast.bek].in_all == 0


def test_open_tasks_and_the_overdue_among_them(cast):
    for days in (0, 1, 5):
        make_task(cast.case, "Задача", due_on=(NOON + days * DAY).date(), by=cast.dana, at=NOON)
    done = make_task(cast.case, "Задача", due_on=NOON.date(), by=cast.dana, at=NOON)
    complete_task(done, by=cast.dana, at=NOON)
    load = loads(cast, NOON + 2 * DAY)[cast.dana]
    assert (load.tasks, load.tasks_overdue) == (3, 2)


def test_our_deadlines_and_hearings_within_a_fortnight(cast):
    make_busy(cast)
    load = loads(cast, LATER)[cast.dana]
    assert load.deadlines == 1  # the appeal against the ruling
    assert load.hearings == 1  # nobody was named, so the lead
    assert loads(cast, LATER)[cast.asel].deadlines == 0
    assert loads(cast, LATER - 60 * DAY)[cast.dana].deadlines == 0


def test_a_hearing_is_carried_by_whoever_attends_it(cast):
    court = Agency.objects.get(key="court_almaty_bostandyk")
    proceeding = open_proceeding(cast.case, "criminal", by=cast.dana, at=NOON)
    for days in (13, 15):
        schedule_hearing(
            proceeding, court=court, starts_at=NOON + days * DAY, attendee=cast.asel, by=cast.dana, at=NOON
        )
    assert loads(cast)[cast.asel].hearings == 1
    assert loads(cast)[cast.dana].hearings == 0


def test_last_seen_working_is_a_day_and_only_of_this_organisation(cast):
    begin_work(cast.dana, cast.other_organisation, "lawyer", at=NOON)
    act = {"by": cast.dana, "organisation_id": cast.other_organisation.pk}
    record(f"organisation:{cast.other_organisation.pk}", "people.searched", at=NOON + 3 * DAY, **act)
    assert loads(cast)[cast.dana].last_worked_on != (NOON + 3 * DAY).date()
    assert loads(cast)[cast.asel].last_worked_on == NOON.date()


def test_the_most_loaded_comes_first_and_who_left_or_only_observes_is_not_there(cast, second):
    order = [load.user for load in load_in(cast.organisation, NOON)]
    assert order == [cast.asel, cast.dana, cast.bek]
    Membership.objects.filter(user=cast.dana).update(ended_at=NOON)
    Membership.objects.filter(user=cast.bek).update(role="observer")
    assert [load.user for load in load_in(cast.organisation, NOON)] == [cast.asel]


def test_more_people_and_cases_ask_no_more_questions(cast):
    with CaptureQueriesContext(connection) as few:
        load_in(cast.organisation, NOON)
    for number in range(5):
        user = User.objects.create_user(f"u{number}@example.org", full_name=f"U {number}")
        begin_work(user, cast.organisation, "lawyer", at=NOON)
        open_case(cast.organisation, cast.survivor, by=user, at=NOON)
    with CaptureQueriesContext(connection) as many:
        load_in(cast.organisation, NOON)
    assert len(many) == len(few) == 6


def test_without_a_lead_or_without_a_lawyer_a_case_needs_one(cast, second):
    assert listed(cast, "no_lawyer") == {second}
    add_to_team(second, cast.dana, "observer", by=cast.asel, at=NOON)
    assert listed(cast, "no_lawyer") == {second}
    add_to_team(second, cast.dana, "member", by=cast.asel, at=NOON)
    assert listed(cast, "no_lawyer") == set()
    remove_from_team(second, cast.asel, by=cast.bek, at=NOON)
    assert {(case, case.has_lead) for case in cases_needing("no_lawyer", cast.bek, NOON)} == {(second, False)}


def test_a_lawyer_who_left_the_organisation_is_none(cast):
    Membership.objects.filter(user=cast.dana).update(ended_at=NOON)
    assert listed(cast, "no_lawyer") == {cast.case}


def test_a_deadline_a_hearing_or_a_task_is_a_next_date(cast):
    assert listed(cast, "no_next_date") == {cast.case}
    task = make_task(cast.case, "Позвонить", due_on=(NOON + DAY).date(), by=cast.dana, at=NOON)
    assert listed(cast, "no_next_date") == set()
    assert listed(cast, "no_next_date", NOON + 2 * DAY) == {cast.case}  # its day went by
    complete_task(task, by=cast.dana, at=NOON)
    proceeding = open_proceeding(cast.case, "criminal", by=cast.dana, at=NOON)
    assert listed(cast, "no_next_date") == {cast.case}
    court = Agency.objects.get(key="court_almaty_bostandyk")
    schedule_hearing(proceeding, court=court, starts_at=NOON + DAY, by=cast.dana, at=NOON)
    assert listed(cast, "no_next_date") == set()
    assert listed(cast, "no_next_date", NOON + 2 * DAY) == {cast.case}
    record_event(proceeding, "report_filed", happened_at=NOON, by=cast.dana, at=NOON)
    assert listed(cast, "no_next_date", NOON + 2 * DAY) == set()  # the police must answer


def test_what_nobody_looked_into_for_a_month_is_listed_until_somebody_does(cast):
    assert listed(cast, "not_opened", NOON + 29 * DAY) == set()
    month_later = NOON + 31 * DAY
    row = cases_needing("not_opened", cast.bek, month_later).get()
    assert (row, row.last_opened_at) == (cast.case, NOON)
    record(f"case:{cast.case.pk}", "case.viewed", by=cast.asel, at=month_later, case_id=cast.case.pk)
    assert listed(cast, "not_opened", month_later) == set()


@pytest.mark.parametrize("kind", KINDS)
def test_counts_and_lists_agree_and_closed_cases_are_on_none(cast, second, kind):
    late = NOON + 40 * DAY
    assert count_attention(cast.bek, late)[kind] == len(listed(cast, kind, late)) > 0
    Case.objects.update(closed_on=late.date())
    assert count_attention(cast.bek, late)[kind] == len(listed(cast, kind, late)) == 0


@pytest.mark.parametrize("name", ["dana", "asel", "chinara", "ermek"])
def test_nobody_but_a_coordinator_of_the_organisation_is_told_of_any(cast, second, name):
    late = NOON + 40 * DAY
    user = getattr(cast, name)
    assert set(count_attention(user, late).values()) == {0}
    assert not any(listed(cast, kind, late, user) for kind in KINDS)
