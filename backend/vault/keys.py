"""Data keys: made, unwrapped for as long as a request or job lasts, destroyed."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from backend.vault.cipher import forget_derived_keys, seal, unseal
from backend.vault.errors import KeyMissing
from backend.vault.models import DataKey
from backend.vault.ring import master_ring

_held: ContextVar[dict[UUID, bytes] | None] = ContextVar("held_keys", default=None)


@contextmanager
def key_session() -> Iterator[None]:
    """Hold unwrapped keys for the block, and forget them after it. Sessions may nest; the outermost forgets."""
    if _held.get() is not None:
        yield
        return
    token = _held.set({})
    try:
        yield
    finally:
        _held.reset(token)
        forget_derived_keys()


def create_key(owner_id: UUID, kind: str) -> None:
    """Make and keep the data key of a new owner. It is committed in its own database before the data is."""
    ring = master_ring()
    key = secrets.token_bytes(32)
    wrapped = seal(ring.key(ring.current), "wrap", key, f"data-key|{owner_id}")
    DataKey.objects.create(owner_id=owner_id, kind=kind, master_key_id=ring.current, wrapped=wrapped)
    _hold(owner_id, key)


def data_keys(owner_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """The unwrapped keys of many owners in one query. Raises KeyMissing when one has none."""
    held = _held.get() or {}
    wanted = set(owner_ids)
    found = {owner: held[owner] for owner in wanted if owner in held}
    missing = wanted - found.keys()
    if missing:
        ring = master_ring()
        for row in DataKey.objects.filter(owner_id__in=missing):
            key = unseal(ring.key(row.master_key_id), "wrap", bytes(row.wrapped), f"data-key|{row.owner_id}")
            found[row.owner_id] = key
            _hold(row.owner_id, key)
    if gone := wanted - found.keys():
        raise KeyMissing(f"There is no key for {', '.join(map(str, sorted(gone)))}.")
    return found


def data_key(owner_id: UUID) -> bytes:
    """The unwrapped key of one owner."""
    return data_keys([owner_id])[owner_id]


def destroy_key(owner_id: UUID) -> None:
    """Erase an owner for good: nothing encrypted with her key can be opened again."""
    DataKey.objects.filter(owner_id=owner_id).delete()
    held = _held.get()
    if held is not None:
        held.pop(owner_id, None)
    forget_derived_keys()


def _hold(owner_id: UUID, key: bytes) -> None:
    held = _held.get()
    if held is not None:
        held[owner_id] = key
