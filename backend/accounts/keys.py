"""The key of a colleague's own: for what is sealed of herself, such as a draft or the secret of her second factor."""

from backend.accounts.models import User
from backend.vault.errors import KeyMissing
from backend.vault.keys import create_key, data_key


def ensure_own_key(user: User) -> None:
    """Make the user's data key, unless she has one."""
    try:
        data_key(user.pk)
    except KeyMissing:
        create_key(user.pk, "user")
