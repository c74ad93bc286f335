"""The channels. Each sends or raises TransportError; silence means that the message was delivered."""

from backend.notifications.transports.base import Transport, TransportError
from backend.notifications.transports.email import Email
from backend.notifications.transports.inbox import Inbox

TRANSPORTS: dict[str, Transport] = {"email": Email(), "inbox": Inbox()}

__all__ = ["TRANSPORTS", "TransportError"]
