"""Sealing what is kept for a short while and belongs to no one survivor, such as an answer that may be asked again."""

from backend.vault.cipher import seal, unseal
from backend.vault.errors import CannotOpen
from backend.vault.ring import master_ring

PURPOSE = "passing"


def seal_in_passing(plain: bytes, bound_to: str) -> bytes:
    """Seal with the current master key; the key's id goes before the ciphertext."""
    ring = master_ring()
    return ring.current.encode() + b"|" + seal(ring.key(ring.current), PURPOSE, plain, bound_to)


def open_in_passing(sealed: bytes, bound_to: str) -> bytes:
    """The plain bytes. Raises CannotOpen for another place or altered bytes, KeyMissing once the key is gone."""
    key_id, mark, ciphertext = sealed.partition(b"|")
    if not mark:
        raise CannotOpen("This ciphertext has an unknown form.")
    return unseal(master_ring().key(key_id.decode("ascii", "replace")), PURPOSE, ciphertext, bound_to)
