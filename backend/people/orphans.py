"""Survivors without a key, and keys without a survivor: two databases share no transaction."""

from datetime import datetime, timedelta
from uuid import UUID

from backend.people.models import Survivor
from backend.vault.keys import destroy_key
from backend.vault.models import DataKey

IN_THE_MAKING = timedelta(days=1)  # a key is committed before its survivor


def closed_survivors() -> set[UUID]:
    """Whose key is gone: erased, or lost."""
    keys = DataKey.objects.filter(kind="survivor").values_list("pk", flat=True)
    return set(Survivor._default_manager.values_list("pk", flat=True)) - set(keys)


def orphan_keys(at: datetime) -> set[UUID]:
    """The keys, older than a day at `at`, of survivors who are not there."""
    keys = DataKey.objects.filter(kind="survivor", made_at__lt=at - IN_THE_MAKING)
    return set(keys.values_list("pk", flat=True)) - set(Survivor._default_manager.values_list("pk", flat=True))


def sweep_keys(*, at: datetime) -> int:
    """Destroy the keys of nobody; returns how many."""
    orphans = orphan_keys(at)
    for owner_id in orphans:
        destroy_key(owner_id)
    return len(orphans)
