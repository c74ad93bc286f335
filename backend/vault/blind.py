"""The blind index: keyed fingerprints by which equal names, IIN and phones meet without being readable.

HMAC-SHA-256 under a pepper of the organisation, 16 bytes kept. Frequencies leak to whoever holds the database;
values do not.
"""

import hmac
import secrets
from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

from backend.language.identifiers import normalise_phone
from backend.language.search import search_tokens, trigrams
from backend.vault.cipher import seal, unseal
from backend.vault.models import Pepper
from backend.vault.ring import master_ring

KEPT = 16
INSTALLATION = UUID(int=0)  # whose pepper seals what may meet across organisations


def _pepper(organisation_id: UUID) -> bytes:
    ring = master_ring()
    bound = f"pepper|{organisation_id}"
    row = Pepper.objects.filter(pk=organisation_id).first()
    if row is None:
        wrapped = seal(ring.key(ring.current), "wrap", secrets.token_bytes(32), bound)
        row, _made = Pepper.objects.get_or_create(
            pk=organisation_id, defaults={"master_key_id": ring.current, "wrapped": wrapped}
        )
    return unseal(ring.key(row.master_key_id), "wrap", bytes(row.wrapped), bound)


def _normalised(kind: str, text: str) -> list[str]:
    if kind == "name":
        return search_tokens(text)
    if kind == "phone":
        return [normalise_phone(text)] if text.strip() else []
    digits = "".join(character for character in text if character.isalnum())
    return [digits.casefold()] if digits else []


def tokens(kind: str, text: str, organisation_id: UUID) -> list[bytes]:
    """The tokens of a name (one per word), or the one token of an IIN, phone or number."""
    return list(words_with_pieces(kind, text, organisation_id))


def words_with_pieces(kind: str, text: str, organisation_id: UUID) -> dict[bytes, list[bytes]]:
    """The token of each word, and those of its three-letter pieces (of names only)."""
    words = _normalised(kind, text)
    if not words:
        return {}
    pepper = _pepper(organisation_id)
    return {
        _fingerprint(pepper, kind, word): [
            _fingerprint(pepper, "piece", piece) for piece in (trigrams(word) if kind == "name" else ())
        ]
        for word in words
    }


def fingerprints(kind: str, texts: Sequence[str], owner_id: UUID) -> list[bytes]:
    """The tokens of whole texts that are in their normal form already, in the order given.

    `owner_id` is an organisation, or INSTALLATION for what may meet across organisations.
    """
    if not texts:
        return []
    pepper = _pepper(owner_id)
    return [_fingerprint(pepper, f"whole {kind}", text) for text in texts]


def _fingerprint(pepper: bytes, kind: str, word: str) -> bytes:
    return hmac.digest(pepper, f"{kind}|{word}".encode(), sha256)[:KEPT]
