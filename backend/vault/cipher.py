"""AES-256-GCM with everything that must agree bound as associated data. Pure: keys in, bytes out.

A sealed text is `version (1) | nonce (12) | ciphertext and tag`. The key for each purpose is derived from the
data key by HKDF-SHA-256, so that a field can never be opened as a file key.
"""

import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from backend.vault.errors import CannotOpen

VERSION = b"\x01"
NONCE = 12


@lru_cache(maxsize=1024)
def _cipher(key: bytes, purpose: str) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"tirek {purpose}".encode()).derive(key)
    return AESGCM(derived)


def seal(key: bytes, purpose: str, plain: bytes, bound_to: str) -> bytes:
    """Encrypt `plain` so that it opens only with the same key, purpose and `bound_to`."""
    nonce = secrets.token_bytes(NONCE)
    return VERSION + nonce + _cipher(key, purpose).encrypt(nonce, plain, bound_to.encode())


def unseal(key: bytes, purpose: str, sealed: bytes, bound_to: str) -> bytes:
    """The plain bytes, or CannotOpen when anything does not agree."""
    if sealed[:1] != VERSION or len(sealed) < 1 + NONCE + 16:
        raise CannotOpen("This ciphertext has an unknown form.")
    try:
        return _cipher(key, purpose).decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], bound_to.encode())
    except InvalidTag:
        raise CannotOpen("This ciphertext does not belong here or was altered.") from None


def forget_derived_keys() -> None:
    """Drop the derived keys held for speed; called when a key session ends."""
    _cipher.cache_clear()
