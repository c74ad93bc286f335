"""What can go wrong with keys and ciphertexts. None of these says a word of the content."""


class VaultError(Exception):
    """Anything the vault refuses."""


class KeyMissing(VaultError):
    """There is no key for this owner: it was never made, or was destroyed."""


class CannotOpen(VaultError):
    """The ciphertext does not belong here, or was tampered with."""


class FileDamaged(CannotOpen):
    """A stored file is cut short, altered or not the one the row speaks of."""
