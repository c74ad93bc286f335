"""Whether the master key ring is the one that this installation's keys were wrapped with: asked before serving.

A new ring beside old keys would let the installation start, and open nothing.
"""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from backend.vault.cipher import unseal
from backend.vault.errors import CannotOpen, KeyMissing
from backend.vault.models import DataKey, Pepper
from backend.vault.ring import ensure_master_key, master_ring


def fit_master_key() -> bool:
    """Make the first master key of an empty installation, or see that the one there is fits; returns whether it was made.

    Raises VaultError in a sentence that says what to do.
    """
    path = Path(settings.TIREK_MASTER_KEY_FILE)
    wrapped = list(_one_wrapped_with_each())
    if wrapped and not path.exists():
        raise KeyMissing(
            f"The master key file {path} is gone, and without it nothing here can be opened. Put the copy back."
        )
    made = ensure_master_key()
    ring = master_ring()
    for master_key_id, sealed, bound_to in wrapped:
        if master_key_id not in ring.keys:
            raise KeyMissing(
                f"{path} lacks master key {master_key_id}, with which keys of this installation are wrapped. "
                "Put back the file that holds it."
            )
        try:
            unseal(ring.key(master_key_id), "wrap", sealed, bound_to)
        except CannotOpen:
            raise CannotOpen(
                f"Master key {master_key_id} in {path} is not the one with which keys of this installation are "
                "wrapped. Put back the right file."
            ) from None
    return made


def _one_wrapped_with_each() -> Iterator[tuple[str, bytes, str]]:
    """For each master key in use: its id, something wrapped with it, and what that is bound to."""
    for key_id in DataKey.objects.order_by().values_list("master_key_id", flat=True).distinct():
        key = DataKey.objects.filter(master_key_id=key_id).first()
        if key is not None:
            yield key_id, bytes(key.wrapped), f"data-key|{key.owner_id}"
    for key_id in Pepper.objects.order_by().values_list("master_key_id", flat=True).distinct():
        pepper = Pepper.objects.filter(master_key_id=key_id).first()
        if pepper is not None:
            yield key_id, bytes(pepper.wrapped), f"pepper|{pepper.organisation_id}"
