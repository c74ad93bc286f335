"""Which broker carries the messages: the database itself (the embedded default), Redis, or RabbitMQ."""

import logging
import traceback
from typing import Any

import dramatiq
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import close_old_connections, connections
from dramatiq.brokers.rabbitmq import RabbitmqBroker
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker
from dramatiq.middleware import AgeLimit, Callbacks, Middleware, Pipelines, Retries, ShutdownNotifications, TimeLimit

from backend.jobs.database_broker import DatabaseBroker


class FreshConnections(Middleware):
    """Drops database connections that died while the worker waited, and leaves none behind in its threads."""

    def before_process_message(self, broker: Any, message: Any) -> None:
        close_old_connections()

    def after_process_message(self, broker: Any, message: Any, *, result: Any = None, exception: Any = None) -> None:
        close_old_connections()

    def before_consumer_thread_shutdown(self, broker: Any, thread: Any) -> None:
        connections.close_all()

    def before_worker_thread_shutdown(self, broker: Any, thread: Any) -> None:
        connections.close_all()


class NoTracebacks(Middleware):
    """Keeps the traceback, in which a name may stand, out of a message that is to be tried again."""

    def before_enqueue(self, broker: Any, message: Any, delay: int | None) -> None:
        message.options.pop("traceback", None)


class PlaceOfTheFault(logging.Filter):
    """Leaves of a fault in an actor its kind and its place: what an exception says may hold a name."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1]:
            error = record.exc_info[1]
            places = traceback.extract_tb(error.__traceback__)
            where = f"{places[-1].filename}:{places[-1].lineno}" if places else "?"
            record.msg, record.args = f"{record.getMessage()} {type(error).__name__} at {where}", ()
            record.exc_info = record.exc_text = None
        return True


class QueuePrefix(Middleware):
    """Puts a prefix before every queue's name, so that several installations can share one Redis or RabbitMQ."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    def before_declare_actor(self, broker: Any, actor: Any) -> None:
        actor.queue_name = f"{self.prefix}{actor.queue_name}"


def middleware() -> list[Middleware]:
    """What every broker of the house has around its actors."""
    return [
        AgeLimit(), TimeLimit(time_limit=10 * 60_000), ShutdownNotifications(), Callbacks(), Pipelines(),
        Retries(max_retries=5), NoTracebacks(), FreshConnections(), QueuePrefix(settings.TIREK_QUEUE_PREFIX),
    ]  # fmt: skip


def configure_broker() -> None:
    """Set the broker that TIREK_BROKER_URL names. Runs before any actor is imported.

    RabbitMQ confirms what is published to it, so that a message it did not take is known of at once. Tests have a
    broker in memory, whose messages they run in their own thread and transaction.
    """
    logging.getLogger("dramatiq.worker.WorkerThread").addFilter(PlaceOfTheFault())
    url: str = settings.TIREK_BROKER_URL
    broker: Any
    if url.startswith(("redis://", "rediss://")):
        apart = f"{settings.TIREK_QUEUE_PREFIX}dramatiq"
        broker = RedisBroker(url=url, namespace=apart, middleware=middleware())  # type: ignore[no-untyped-call]
    elif url.startswith(("amqp://", "amqps://")):
        broker = RabbitmqBroker(url=url, middleware=middleware(), confirm_delivery=True)
    elif url:
        raise ImproperlyConfigured("TIREK_BROKER_URL must begin with redis:// or amqp://, or be left out.")
    elif settings.TIREK_TESTING:
        broker = StubBroker(middleware=middleware())
    else:
        broker = DatabaseBroker(middleware=middleware())
    dramatiq.set_broker(broker)


def is_embedded() -> bool:
    """Whether the messages are in our own database, so that the process that serves works on them too."""
    return isinstance(dramatiq.get_broker(), DatabaseBroker | StubBroker)
