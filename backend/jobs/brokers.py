"""Which broker carries the messages: in this process (the embedded default), Redis, or RabbitMQ."""

from typing import Any

import dramatiq
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import close_old_connections, connections
from dramatiq.brokers.rabbitmq import RabbitmqBroker
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker
from dramatiq.middleware import AgeLimit, Callbacks, Middleware, Pipelines, Retries, ShutdownNotifications, TimeLimit


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


def _middleware() -> list[Middleware]:
    return [
        AgeLimit(), TimeLimit(time_limit=10 * 60_000), ShutdownNotifications(), Callbacks(), Pipelines(),
        Retries(max_retries=5), FreshConnections(),
    ]  # fmt: skip


def configure_broker() -> None:
    """Set the broker that TIREK_BROKER_URL names. Runs before any actor is imported.

    The embedded broker keeps its queue in memory: that is enough, because every message is an id of a row that the
    clock hands out again when nobody has worked on it.
    """
    url: str = settings.TIREK_BROKER_URL
    broker: Any
    if not url:
        broker = StubBroker(middleware=_middleware())
    elif url.startswith(("redis://", "rediss://")):
        broker = RedisBroker(url=url, middleware=_middleware())  # type: ignore[no-untyped-call]
    elif url.startswith(("amqp://", "amqps://")):
        broker = RabbitmqBroker(url=url, middleware=_middleware())
    else:
        raise ImproperlyConfigured("TIREK_BROKER_URL must begin with redis:// or amqp://, or be left out.")
    dramatiq.set_broker(broker)


def is_embedded() -> bool:
    """Whether messages stay in this process, so that this process must work on them."""
    return isinstance(dramatiq.get_broker(), StubBroker)
