"""Sending a message that speaks of rows which the surrounding transaction is just writing."""

from collections.abc import Iterable
from functools import partial
from typing import Any

import dramatiq
from dramatiq import Actor

from backend.jobs.database_broker import DatabaseBroker
from backend.kernel.commit import after_commit


def post(actor: Actor[..., Any], ids: Iterable[Any]) -> None:
    """Send one message for each id, so that none leaves unless the rows are there.

    The database's own broker stores them in the same transaction: rows and messages come to be together or not at
    all. To another broker they go after the commit; what is lost on that way, the clock hands out again.
    """
    if isinstance(dramatiq.get_broker(), DatabaseBroker):
        _send(actor, ids)
    else:
        after_commit(partial(_send, actor, ids))


def _send(actor: Actor[..., Any], ids: Iterable[Any]) -> None:
    for one in ids:
        actor.send(str(one))
