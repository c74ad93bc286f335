"""Tasks: whose they are, when they press, how they end, and that nobody's are lost."""

from datetime import date, timedelta

import pytest

from backend.cases.clockwork import remind_of_tasks
from backend.cases.tasks import (
    cancel_task,
    change_task,
    complete_task,
    hand_over_tasks,
    make_task,
    reopen_task,
    tasks_due,
)
from backend.cases.work_models import Task
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage, StaleVersion
from backend.notifications.models import Delivery
from tests.world import NOON

TODAY = date(2026, 11, 2)
EIGHT = NOON - timedelta(hours=4)  # 08:00 in Almaty


@pytest.fixture
def make(cast):
    def go(title="Запросить характеристику", days=0, **told):
        usual = {"due_on": TODAY + timedelta(days=days), "by": cast.dana, "at": EIGHT, "assignee": cast.asel}
        return make_task(cast.case, title, **usual | told)

    return go


def titles(user, now=NOON):
    return [task.title for task in tasks_due(user, now)]


def leave(cast, user):
    cast.case.team.filter(user=user, ended_at=None).update(ended_at=NOON)


def test_the_work_list_has_ones_own_of_this_week_with_the_nearest_first(cast, make):
    for title, days in (("через неделю", 7), ("завтра", 1), ("через восемь дней", 8), ("сегодня", 0)):
        make(title, days)
    assert titles(cast.asel) == ["сегодня", "завтра", "через неделю"]
    assert titles(cast.dana) == []
    assert titles(cast.asel, NOON + timedelta(days=30))[0] == "сегодня"


def test_what_somebody_who_left_was_to_do_falls_to_the_lead(cast, make):
    make()
    leave(cast, cast.asel)
    assert titles(cast.dana) == ["Запросить характеристику"]
    assert titles(cast.asel) == []


def test_nothing_of_a_closed_case_presses(cast, make):
    make()
    cast.case.closed_on = TODAY
    cast.case.save()
    assert titles(cast.asel) == []
    assert remind_of_tasks(NOON) == 0


@pytest.mark.parametrize("name", ["aliya", "bek", "chinara"])
def test_a_task_is_made_by_and_given_to_people_who_work_on_the_case(team, make, name):
    with pytest.raises(NotAllowed):
        make(by=getattr(team, name))
    with pytest.raises(InvalidInput) as refused:
        make(assignee=getattr(team, name))
    assert refused.value.errors[0].pointer == "assignee"
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [({"title": " "}, "title"), ({"title": "А" * 201}, "title"), ({"days": -1}, "due_on"), ({"days": 2000}, "due_on")],
)
def test_what_cannot_be_a_task_is_refused_at_its_field(make, told, field):
    with pytest.raises(InvalidInput) as refused:
        make(**told)
    assert refused.value.errors[0].pointer == field


def test_done_is_done_once_by_whoever_of_the_team_did_it(cast, team, make):
    task = complete_task(make(), by=team.zarina, at=NOON)
    assert complete_task(task, by=cast.dana, at=NOON + timedelta(hours=1)).ended_by == team.zarina
    assert titles(cast.asel) == []
    with pytest.raises(NotAllowed):
        complete_task(make(), by=team.aliya, at=NOON)


def test_a_cancelled_task_says_why_and_comes_back_when_reopened(cast, make):
    task = make()
    with pytest.raises(InvalidInput):
        cancel_task(task, reason=" ", by=cast.asel, at=NOON)
    task = cancel_task(task, reason="Уже прислали сами.", by=cast.asel, at=NOON)
    assert Task.objects.get().cancelled_because == "Уже прислали сами."
    with pytest.raises(NotAtThisStage):
        complete_task(task, by=cast.asel, at=NOON)
    task = reopen_task(task, by=cast.asel, at=NOON)
    assert (task.state, task.ended_at, Task.objects.get().cancelled_because) == ("open", None, "")
    with pytest.raises(NotAtThisStage):
        reopen_task(task, by=cast.asel, at=NOON)


def test_a_task_reopened_after_its_person_left_goes_to_who_reopens_it(cast, make):
    task = complete_task(make(), by=cast.asel, at=NOON)
    leave(cast, cast.asel)
    assert reopen_task(task, by=cast.dana, at=NOON).assignee == cast.dana


def test_two_who_change_one_task_do_not_overwrite_each_other(cast, make):
    task = make()
    told = {"title": "Позже", "due_on": TODAY + timedelta(days=2), "assignee": cast.dana, "at": NOON}
    change_task(task, expected_version=1, by=cast.dana, **told)
    with pytest.raises(StaleVersion):
        change_task(task, expected_version=1, by=cast.asel, **told | {"title": "Иначе"})
    assert titles(cast.dana) == ["Позже"]


def test_an_overdue_task_may_be_renamed_and_not_moved_into_the_past(cast, make):
    task, later = make(), NOON + timedelta(days=5)
    told = {"title": "Иначе", "assignee": cast.asel, "by": cast.asel, "at": later}
    task = change_task(task, expected_version=1, due_on=TODAY, **told)
    with pytest.raises(InvalidInput):
        change_task(task, expected_version=2, due_on=TODAY + timedelta(days=1), **told)


def test_nobody_is_told_before_nine_and_everybody_once_from_then_on(cast, make):
    make()
    make("завтра", 1)
    assert remind_of_tasks(EIGHT) == 0
    assert remind_of_tasks(EIGHT + timedelta(hours=1)) == 1
    assert remind_of_tasks(NOON) == 0
    told = Delivery.objects.filter(channel="inbox").get()
    assert (told.user, told.kind) == (cast.asel, "task_due")
    assert told.params == {"case_code": cast.case.code, "case_id": str(cast.case.pk)}


def test_a_morning_that_no_clock_saw_is_made_good_the_next_day(cast, make):
    make()
    assert remind_of_tasks(NOON + timedelta(days=1)) == 1


def test_a_task_moved_to_another_day_is_told_of_again_on_that_day(cast, make):
    task = make()
    remind_of_tasks(NOON)
    later = TODAY + timedelta(days=3)
    change_task(task, title="Позже", due_on=later, assignee=cast.asel, expected_version=None, by=cast.asel, at=NOON)
    assert remind_of_tasks(NOON) == 0
    assert remind_of_tasks(NOON + timedelta(days=3)) == 1


def test_of_a_task_for_oneself_and_today_nobody_needs_telling(cast, make):
    make(by=cast.asel)
    assert remind_of_tasks(NOON) == 0


def test_the_lead_is_told_when_whoever_had_the_task_has_left(cast, make):
    make()
    leave(cast, cast.asel)
    remind_of_tasks(NOON)
    assert {row.user for row in Delivery.objects.all()} == {cast.dana}


def test_tasks_go_over_to_who_is_on_the_same_teams_and_the_rest_is_named(cast, team, make):
    make("первая")
    make("вторая", 3)
    done = complete_task(make("сделана"), by=cast.asel, at=NOON)
    told = hand_over_tasks(cast.asel, team.zarina, by=cast.dana, at=NOON)
    assert (told.moved, told.left_in) == (2, ())
    assert titles(team.zarina) == ["первая", "вторая"]
    done.refresh_from_db()
    assert done.assignee == cast.asel
    assert hand_over_tasks(team.zarina, cast.bek, by=cast.dana, at=NOON).left_in == (cast.case.code,)
    assert titles(team.zarina) == ["первая", "вторая"]


def test_a_colleagues_tasks_are_handed_over_by_herself_the_lead_or_a_coordinator(cast, team, make):
    make()
    with pytest.raises(NotAllowed):
        hand_over_tasks(cast.asel, team.zarina, by=team.zarina, at=NOON)
    assert hand_over_tasks(cast.asel, team.zarina, by=cast.bek, at=NOON).moved == 1
    assert hand_over_tasks(team.zarina, cast.asel, by=team.zarina, at=NOON).moved == 1


def test_an_observer_inherits_nothing(cast, team, make):
    make()
    assert hand_over_tasks(cast.asel, team.aliya, by=cast.dana, at=NOON).moved == 0
    assert titles(cast.asel) == ["Запросить характеристику"]
