"""Work that may begin only when the change it speaks of is really there."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction


def after_commit(work: Callable[..., Any], *args: Any) -> None:
    """Call `work(*args)` once the surrounding transaction has committed (at once when there is none)."""
    transaction.on_commit(partial(work, *args))
