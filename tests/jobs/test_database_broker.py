"""Unchanged Dramatiq workers and actors on the database broker."""

import threading
import time
from collections import Counter
from collections.abc import Callable

import dramatiq
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.jobs import database_broker, message_rows
from backend.jobs.brokers import middleware
from backend.jobs.database_broker import DatabaseBroker
from backend.jobs.models import QueuedMessage

SOON = 20_000  # milliseconds: more than any of this takes on a slow machine


@pytest.fixture
def broker():
    return DatabaseBroker(middleware=middleware())


@pytest.fixture
def working(broker):
    """Starts a worker on the broker; it is stopped at the end."""
    started = []

    def start(threads=4):
        started.append(dramatiq.Worker(broker, worker_threads=threads, worker_timeout=50))
        started[-1].start()
        return started[-1]

    yield start
    for worker in started:
        worker.stop(timeout=SOON)
    connection.close()


def actor(broker, work, **options):
    return dramatiq.actor(work, broker=broker, actor_name="work", queue_name="letters", **options)


def wait_for(condition: Callable[[], bool], seconds: float = SOON / 1000) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "It did not happen."
        time.sleep(0.01)


def test_each_message_is_worked_on_once_by_many_threads(committed, broker, working):
    done = Counter()
    send = actor(broker, lambda one: done.update([one])).send
    for one in range(60):
        send(one)
    working()
    broker.join("letters", timeout=SOON)
    assert done == Counter(range(60))
    assert not QueuedMessage.objects.exists()


def test_a_message_of_this_process_is_begun_at_once_and_not_at_the_next_look(committed, broker, working, monkeypatch):
    monkeypatch.setattr(database_broker, "POLL", 3600)
    begun = threading.Event()
    send = actor(broker, begun.set).send
    working()
    time.sleep(0.2)  # so that the first look has found nothing
    started = time.monotonic()
    send()
    assert begun.wait(SOON / 1000)
    assert time.monotonic() - started < 5


def test_what_failed_is_tried_again_and_then_a_dead_letter_and_no_name_is_left_of_it(
    committed, broker, working, caplog
):
    tries = []

    def fail():
        tries.append(1)
        raise KeyError("a name that must not be kept")

    actor(broker, fail, max_retries=1, min_backoff=1, max_backoff=10).send()
    working()
    wait_for(QueuedMessage.objects.dead().exists)
    assert len(tries) == 2
    letter = QueuedMessage.objects.dead().get()
    assert letter.error == "KeyError"
    assert "KeyError at " in caplog.text
    assert "must not be kept" not in letter.body + caplog.text


def test_a_message_for_an_actor_that_is_gone_becomes_a_dead_letter(committed, broker, working):
    actor(broker, print)
    broker.enqueue(dramatiq.Message("letters", "no_such_actor", (), {}, {}))
    working()
    wait_for(QueuedMessage.objects.dead().exists)
    assert QueuedMessage.objects.get().error == "ActorNotFound"


def test_an_unreadable_message_holds_up_no_other(committed, broker, working):
    done = threading.Event()
    send = actor(broker, done.set).send
    message_rows.put("letters", "work", "{this is not JSON")
    send()
    working()
    assert done.wait(SOON / 1000)
    assert QueuedMessage.objects.dead().get().error == "It cannot be read."


def test_a_delayed_message_comes_after_its_delay(committed, broker, working):
    came = []
    work = actor(broker, lambda: came.append(time.time()))
    asked = time.time()
    work.send_with_options(delay=300)
    working()
    broker.join("letters", timeout=SOON)
    assert came[0] - asked >= 0.3


def test_a_worker_that_stops_gives_back_what_it_has_not_begun(committed, broker, working):
    begun, finish = threading.Event(), threading.Event()

    def work():
        begun.set()
        finish.wait(SOON / 1000)

    send = actor(broker, work).send
    for _ in range(4):
        send()
    worker = working(threads=1)
    assert begun.wait(SOON / 1000)
    stopping = threading.Thread(target=worker.stop)
    stopping.start()
    finish.set()
    stopping.join(SOON / 1000)
    left = QueuedMessage.objects.all()
    assert 0 < left.count() < 4
    assert {(row.holder, row.next_at, row.takes) for row in left} == {("", None, 0)}


def test_what_is_worked_on_for_longer_than_the_lease_stays_with_its_worker(committed, broker, working, monkeypatch):
    monkeypatch.setattr(database_broker, "HEARTBEAT", 0.1)
    begun, finish = threading.Event(), threading.Event()

    def work():
        begun.set()
        finish.wait(SOON / 1000)

    actor(broker, work).send()
    working()
    assert begun.wait(SOON / 1000)
    first = QueuedMessage.objects.get().next_at
    wait_for(lambda: QueuedMessage.objects.get().next_at > first)
    finish.set()
    broker.join("letters", timeout=SOON)


def test_an_idle_consumer_asks_at_most_twice_a_second(db, broker):
    broker.declare_queue("letters")
    broker.declare_queue("papers")
    consumers = [broker.consume(queue, timeout=20) for queue in broker.queues]
    for consumer in consumers:
        next(consumer)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        until = time.monotonic() + 1.5
        while time.monotonic() < until:
            for consumer in consumers:
                next(consumer)
    assert 0 < len(asked) <= 4
