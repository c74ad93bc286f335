"""What a channel promises."""

from typing import Any, Protocol

from backend.notifications.texts import Message


class TransportError(Exception):
    """The message did not go out. `permanent`: trying again will not help. `uncertain`: perhaps it did go out."""

    def __init__(self, message: str, *, permanent: bool = False, uncertain: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.uncertain = uncertain


class Transport(Protocol):
    def send(self, user: Any, message: Message, key: str) -> None:
        """Deliver, or raise TransportError. `key` is the same for every try of one message."""
