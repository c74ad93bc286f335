"""The rows behind the database broker, one statement at a time."""

from datetime import timedelta
from io import StringIO
from threading import Barrier, Thread

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from backend.jobs import message_rows
from backend.jobs.models import QueuedMessage

HOUR = timedelta(hours=1)


def put(count=1, **how):
    for number in range(count):
        message_rows.put("letters", "write", f"{number}", **how)


def take(room=10, holder="one"):
    return message_rows.take("letters", room, holder=holder)


def let_leases_run_out():
    QueuedMessage.objects.exclude(holder="").update(next_at=timezone.now() - HOUR)


def the_clock_stood(ahead, monkeypatch):
    real = timezone.now
    monkeypatch.setattr(message_rows.timezone, "now", lambda: real() + ahead)


def test_a_message_is_there_only_if_what_it_speaks_of_is(db):
    with transaction.atomic():
        put()
        transaction.set_rollback(True)
    assert not QueuedMessage.objects.exists()
    with transaction.atomic():
        put()
    assert [one.body for one in take()] == ["0"]


def test_the_oldest_come_first_and_each_to_one_taker(db):
    put(5)
    assert [one.body for one in take(3)] == ["0", "1", "2"]
    assert [one.body for one in take(3, holder="another")] == ["3", "4"]
    assert take() == []


def test_what_a_vanished_worker_held_comes_back(db):
    put()
    first = take()[0]
    let_leases_run_out()
    second = take(holder="another")[0]
    assert (second.row_id, second.take) == (first.row_id, 2)


def test_a_worker_that_was_thought_dead_does_not_remove_what_another_works_on(db):
    put()
    late = take()[0]
    let_leases_run_out()
    now_working = take(holder="another")[0]
    assert not message_rows.finish(late.row_id, late.take)
    assert message_rows.finish(now_working.row_id, now_working.take)
    assert not QueuedMessage.objects.exists()


def test_a_lease_is_prolonged_by_its_holder_only(db):
    put(2)
    mine, theirs = take(1)[0], take(1, holder="another")[0]
    let_leases_run_out()
    message_rows.keep([mine.row_id, theirs.row_id], holder="one")
    assert [one.row_id for one in take(holder="third")] == [theirs.row_id]


def test_a_delayed_message_waits_for_its_moment(db, monkeypatch):
    put(delay_ms=60_000)
    assert take() == []
    the_clock_stood(timedelta(seconds=61), monkeypatch)
    assert len(take()) == 1


def test_what_nobody_began_is_given_back_as_if_it_had_not_been_taken(db):
    put()
    taken = take()[0]
    message_rows.give_back([(taken.row_id, taken.take)])
    assert take(holder="another")[0].take == 1


def test_a_message_that_costs_every_worker_its_life_is_buried(db):
    put()
    for _ in range(message_rows.MOST_TAKES):
        assert take()
        let_leases_run_out()
    assert take() == []
    assert "vanished" in QueuedMessage.objects.dead().get().error


def test_a_dead_letter_is_kept_and_can_be_revived(db):
    put()
    taken = take()[0]
    message_rows.bury(taken.row_id, taken.take, "KeyError")
    assert take() == []
    assert QueuedMessage.objects.dead().get().error == "KeyError"
    assert message_rows.revive(QueuedMessage.objects.all()) == 1
    assert take()[0].take == 1


def test_a_clock_set_back_hides_no_message_and_stretches_no_lease(db, monkeypatch):
    with monkeypatch.context() as wrong:
        the_clock_stood(24 * HOUR, wrong)
        put(2)
        assert len(take(1)) == 1
    assert [one.body for one in take()] == ["1"]
    message_rows.keep([], holder="another")
    assert [one.body for one in take(holder="another")] == ["0"]


def test_takers_at_the_same_moment_never_get_the_same_message(committed):
    put(60)
    got, start = [], Barrier(4)

    def work(holder):
        start.wait(timeout=30)
        while taken := take(3, holder=holder):
            got.extend(one.row_id for one in taken)
        connection.close()

    threads = [Thread(target=work, args=[f"taker {number}"]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(got) == len(set(got)) == 60


def test_dead_letters_are_listed_and_tried_again_by_command(db):
    put(2)
    for taken in take():
        message_rows.bury(taken.row_id, taken.take, "KeyError")
    first = QueuedMessage.objects.dead().first()
    out = StringIO()
    call_command("dead_letters", stdout=out)
    assert out.getvalue().count("letters/write  KeyError") == 2
    call_command("dead_letters", first.pk, retry=True, stdout=out)
    assert [one.row_id for one in take()] == [first.pk]
