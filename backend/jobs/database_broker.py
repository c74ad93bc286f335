"""A Dramatiq broker on Django's own database: durable with nothing else installed, on SQLite and on PostgreSQL.

Unchanged Dramatiq workers and actors run on it, in this process and in others. A message is a row, so enqueuing may
be part of the business transaction. Whoever takes it holds it on lease and prolongs the lease while it works; of a
worker that was killed, the lease runs out and the message comes back. So each message is worked on at least once.
"""

import os
import socket
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import Error as DatabaseError
from django.db import connection, transaction
from dramatiq import Broker, Consumer, Message, MessageProxy
from dramatiq.errors import ConnectionClosed, DecodeError, QueueJoinTimeout, QueueNotFound
from dramatiq.middleware import Middleware

from backend.jobs import message_rows
from backend.jobs.message_rows import Taken
from backend.jobs.models import QueuedMessage

POLL = 0.5  # seconds between two looks of one process for what another has put in, all its queues together
HEARTBEAT = message_rows.LEASE.total_seconds() / 4


class DatabaseBroker(Broker):
    """Messages as rows. Delayed ones wait in the table, so there are no delay queues."""

    def __init__(self, middleware: list[Middleware] | None = None) -> None:
        super().__init__(middleware)
        self.queues: dict[str, Shelf] = {}
        self.holder = f"{socket.gethostname()}:{os.getpid()}"

    def declare_queue(self, queue_name: str) -> None:
        if queue_name not in self.queues:
            self.emit_before("declare_queue", queue_name)
            self.queues[queue_name] = Shelf()
            self.emit_after("declare_queue", queue_name)

    def enqueue(self, message: Message, *, delay: int | None = None) -> Message:
        """Store the message, within the surrounding transaction if there is one; wake a worker of this process."""
        shelf = self._shelf(message.queue_name)
        self.emit_before("enqueue", message, delay)
        message_rows.put(message.queue_name, message.actor_name, message.encode().decode(), delay_ms=delay)
        self.emit_after("enqueue", message, delay)
        transaction.on_commit(shelf.bell.set)
        return message

    def consume(self, queue_name: str, prefetch: int = 1, timeout: int = 1000) -> Consumer:
        return DatabaseConsumer(self, queue_name, self._shelf(queue_name), prefetch, timeout)

    def flush(self, queue_name: str) -> None:
        """Drop the messages of a queue that are not dead."""
        QueuedMessage.objects.alive().filter(queue=queue_name).delete()

    def flush_all(self) -> None:
        for queue_name in self.queues:
            self.flush(queue_name)

    def join(self, queue_name: str, *, timeout: int | None = None) -> None:
        """Wait until nothing of a queue is left to do (for tests). Raises QueueJoinTimeout."""
        until = None if timeout is None else time.monotonic() + timeout / 1000
        while QueuedMessage.objects.alive().filter(queue=queue_name).exists():
            if until is not None and time.monotonic() > until:
                raise QueueJoinTimeout(queue_name)  # type: ignore[no-untyped-call]
            time.sleep(0.02)

    def _shelf(self, queue_name: str) -> "Shelf":
        try:
            return self.queues[queue_name]
        except KeyError:
            raise QueueNotFound(queue_name) from None  # type: ignore[no-untyped-call]


class Shelf:
    """What this process has of one queue: a bell that says "look", and the messages that it holds on lease.

    It outlives a consumer: when one fails and another takes its place, the leases of what the worker threads still
    have at hand must be prolonged all the same.
    """

    def __init__(self) -> None:
        self.bell = threading.Event()
        self._lock = threading.Lock()
        self._held: set[int] = set()

    def add(self, row_id: int) -> None:
        with self._lock:
            self._held.add(row_id)

    def remove(self, row_id: int) -> None:
        with self._lock:
            self._held.discard(row_id)
        self.bell.set()  # there is room again

    def held(self) -> list[int]:
        with self._lock:
            return list(self._held)


class HeldMessage(MessageProxy):
    """A message on lease."""

    def __init__(self, taken: Taken) -> None:
        super().__init__(Message.decode(taken.body.encode()))
        self.taken = taken


class DatabaseConsumer(Consumer):
    """Takes messages of one queue for the worker threads of this process, and prolongs their leases."""

    def __init__(self, broker: DatabaseBroker, queue_name: str, shelf: Shelf, prefetch: int, timeout: int) -> None:
        self.broker, self.queue_name, self.shelf = broker, queue_name, shelf
        self.prefetch, self.timeout = prefetch, timeout / 1000
        self._ready: deque[HeldMessage] = deque()
        self._next_look = self._next_beat = 0.0

    def __next__(self) -> MessageProxy | None:
        with _lost_connections_told():
            if time.monotonic() >= self._next_beat:
                self._next_beat = time.monotonic() + HEARTBEAT
                message_rows.keep(self.shelf.held(), holder=self.broker.holder)
            if not self._ready and self._woken():
                self._take()
        return self._ready.popleft() if self._ready else None

    def _woken(self) -> bool:
        """Wait for the bell, for the next look, or for the time-out, whichever comes first; is it worth a look?"""
        rung = self.shelf.bell.wait(max(0.0, min(self.timeout, self._next_look - time.monotonic())))
        self.shelf.bell.clear()
        return rung or time.monotonic() >= self._next_look

    def _take(self) -> None:
        self._next_look = time.monotonic() + POLL * len(self.broker.queues)
        room = self.prefetch - len(self.shelf.held())
        for taken in message_rows.take(self.queue_name, room, holder=self.broker.holder) if room > 0 else ():
            try:
                message = HeldMessage(taken)
            except DecodeError:
                message_rows.bury(taken.row_id, taken.take, "It cannot be read.")
            else:
                self.shelf.add(taken.row_id)
                self._ready.append(message)

    def ack(self, message: MessageProxy) -> None:
        taken = _taken(message)
        with _lost_connections_told():
            message_rows.finish(taken.row_id, taken.take)
        self.shelf.remove(taken.row_id)

    def nack(self, message: MessageProxy) -> None:
        taken = _taken(message)
        reason = type(message._exception).__name__ if message._exception else "The actor gave it up."
        with _lost_connections_told():
            message_rows.bury(taken.row_id, taken.take, reason)
        self.shelf.remove(taken.row_id)

    def requeue(self, messages: Iterable[MessageProxy]) -> None:
        taken = [_taken(message) for message in messages]
        with _lost_connections_told():
            message_rows.give_back((one.row_id, one.take) for one in taken)
        for one in taken:
            self.shelf.remove(one.row_id)

    def close(self) -> None:
        """Give back what no worker thread has seen yet; what they have is finished by whoever comes after."""
        ready, self._ready = self._ready, deque()
        self.requeue(ready)


def _taken(message: MessageProxy) -> Taken:
    taken: Taken = message.taken
    return taken


@contextmanager
def _lost_connections_told() -> Iterator[None]:
    """Turns a failure of the database into Dramatiq's own error, at which its threads wait and try again."""
    try:
        yield
    except DatabaseError as error:
        connection.close()
        raise ConnectionClosed(error) from None  # type: ignore[no-untyped-call]
