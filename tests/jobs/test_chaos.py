"""kill -9, again and again: nothing is lost, and nothing goes out twice without saying that it may be a repeat."""

import time
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta

import pika
import pytest
import redis
from django.conf import settings

from backend.deadlines.models import Reminder
from backend.kernel.clock import now
from backend.notifications.models import Delivery
from tests import services
from tests.deadlines.conftest import ignored_report
from tests.jobs.house import House
from tests.jobs.sink import Sink

REMINDERS = 200
KILLED = ["worker", "clock", "worker", "worker"]
PATIENCE = 120  # seconds; it takes about six, and much longer where others use the processors too
BROKERS = {"database": "", "redis": services.REDIS}
if "sqlite" in settings.DATABASES["default"]["ENGINE"]:  # what RabbitMQ does is the same on either database
    BROKERS["rabbitmq"] = services.RABBITMQ

pytestmark = [pytest.mark.services, pytest.mark.timeout(PATIENCE * (len(KILLED) + 2))]


@pytest.fixture(params=list(BROKERS))
def broker_settings(request) -> Iterator[dict[str, str]]:
    """Settings for one broker, with queues of this test's own, which are removed at the end."""
    url, prefix = BROKERS[request.param], f"chaos-{uuid.uuid4().hex[:12]}-"
    if url and (reason := services.silence_of(url)):
        pytest.skip(reason)
    yield {"TIREK_BROKER_URL": url, "TIREK_QUEUE_PREFIX": prefix}
    if request.param == "redis":
        with redis.Redis.from_url(url, socket_timeout=10) as server:
            for key in server.scan_iter(f"{prefix}*"):
                server.delete(key)
    if request.param == "rabbitmq":
        with pika.BlockingConnection(_patient_for(10, url)) as server:
            for kind in ("", ".DQ", ".XQ"):
                server.channel().queue_delete(f"{prefix}deliveries{kind}")


def _patient_for(seconds: float, url: str) -> pika.URLParameters:
    parameters = pika.URLParameters(url)
    parameters.socket_timeout = parameters.stack_timeout = parameters.blocked_connection_timeout = seconds
    return parameters


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink(delay=0.03) as listening:
        yield listening


@pytest.fixture
def house(tmp_path, sink, broker_settings) -> Iterator[House]:
    """A worker and a clock that think a sender dead after two seconds."""
    house = House(
        tmp_path, TIREK_SMTP_HOST="127.0.0.1", TIREK_SMTP_PORT=f"{sink.port}", TIREK_SMTP_TLS="0", TIREK_LEASE="2",
        **broker_settings,
    )  # fmt: skip
    yield house
    house.close()


def fall_due(cast) -> None:
    """Reminders for Dana, the first of them overdue, the last in three seconds."""
    deadline = ignored_report(cast)
    Reminder.objects.all().delete()
    Reminder.objects.bulk_create(
        Reminder(
            kind="authority_overdue", user=cast.dana, proceeding=deadline.proceeding, deadline=deadline,
            due_at=now() + timedelta(milliseconds=number * 20 - 1800),
        )
        for number in range(REMINDERS)
    )  # fmt: skip


def wait_for(condition: Callable[[], bool], house: House) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, house.last_words()
        time.sleep(0.02)


def test_killed_at_any_moment_nothing_is_lost_and_nothing_doubled_silently(committed_cast, house, sink):
    fall_due(committed_cast)
    house.start("clock")
    house.start("worker")
    for number, victim in enumerate(KILLED, start=1):
        least = REMINDERS * number // (len(KILLED) + 1)
        wait_for(lambda least=least: sink.count() >= least, house)
        house.kill(victim)
        house.start(victim)
    wait_for(lambda: Delivery.objects.filter(state="sent").count() == 2 * REMINDERS, house)
    house.close()

    assert Delivery.objects.count() == 2 * REMINDERS
    rows = {str(row.pk): row for row in Delivery.objects.filter(channel="email")}
    assert set(sink.letters) == set(rows)
    for key, letters in sink.letters.items():
        assert rows[key].uncertain >= len(letters) - 1
        assert all("повтор" in text for text in letters[1:])
