"""The contact log, and the next contact that stands in the work list."""

from datetime import timedelta

import pytest

from backend.cases.contacts import record_contact
from backend.cases.tasks import make_task, tasks_due
from backend.cases.work_models import Contact, Task
from backend.kernel.errors import InvalidInput, NotAllowed
from tests.world import NOON

TOMORROW = NOON + timedelta(days=1)


@pytest.fixture
def record(cast):
    def go(**told):
        usual = {
            "happened_at": NOON - timedelta(hours=1), "channel": "call", "direction": "out", "spoken_with": "survivor",
            "rules": "followed", "agreed": "Придёт в четверг с паспортом.", "by": cast.asel, "at": NOON,
        }  # fmt: skip
        return record_contact(cast.case, **usual | told)

    return go


def test_a_contact_keeps_what_was_agreed_and_who_spoke(cast, record):
    row = Contact.objects.get(pk=record(spoken_by=cast.dana).pk)
    assert (row.agreed, row.spoken_by, row.recorded_by) == ("Придёт в четверг с паспортом.", cast.dana, cast.asel)


def test_the_next_contact_stands_in_the_work_list_of_who_spoke_with_its_hour(cast, record):
    record(spoken_by=cast.dana, next_at=TOMORROW)
    task = tasks_due(cast.dana, NOON).get()
    assert (task.kind, task.due_at) == ("next_contact", TOMORROW)
    assert not tasks_due(cast.asel, NOON).exists()


def test_a_contact_that_reached_her_settles_the_one_planned_before(cast, record):
    record(next_at=TOMORROW)
    record(happened_at=NOON)
    assert not tasks_due(cast.asel, NOON).exists()
    assert Task.objects.get().state == "done"


def test_a_call_that_nobody_answered_leaves_the_plan_standing(cast, record):
    record(next_at=TOMORROW)
    record(happened_at=NOON, spoken_with="nobody", agreed="")
    assert tasks_due(cast.asel, NOON).count() == 1


def test_a_case_has_one_next_contact_and_its_other_tasks_stay(cast, record):
    make_task(cast.case, "Запросить характеристику", due_on=TOMORROW.date(), by=cast.asel, at=NOON)
    record(next_at=TOMORROW)
    record(spoken_with="nobody", next_at=TOMORROW + timedelta(days=1))
    assert [task.kind for task in tasks_due(cast.asel, NOON)] == ["task", "next_contact"]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"happened_at": NOON + timedelta(minutes=1)}, "happened_at"),
        ({"next_at": NOON}, "next_at"),
        ({"next_at": NOON + timedelta(days=800)}, "next_at"),
        ({"channel": "pigeon"}, "channel"),
        ({"rules": "not_followed"}, "rules_remark"),
        ({"spoken_with": ""}, "spoken_with"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_written(record, told, field):
    with pytest.raises(InvalidInput) as refused:
        record(**told)
    assert refused.value.errors[0].pointer == field
    assert not Contact.objects.exists()


def test_only_who_works_on_the_case_records_and_can_have_spoken(cast, team, record):
    for name in ("aliya", "bek", "chinara"):
        with pytest.raises(NotAllowed):
            record(by=getattr(team, name))
        with pytest.raises(InvalidInput):
            record(spoken_by=getattr(team, name))


def test_the_log_is_read_by_the_team_and_to_others_there_is_none(cast, team, record):
    record()
    sees = {name for name, user in vars(team).items() if Contact.objects.visible_to(user).exists()}
    assert sees == {"dana", "zarina", "asel", "aliya"}
