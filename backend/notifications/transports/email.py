"""E-mail, through whatever Django is set up to use."""

from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any

from django.core.mail import EmailMessage

from backend.notifications.texts import Message
from backend.notifications.transports.base import TransportError


class Email:
    """One plain message to one address."""

    def send(self, user: Any, message: Message, key: str) -> None:
        letter = EmailMessage(
            message.subject,
            f"{message.text}\n\n{message.link}\n",
            to=[user.email],
            headers={"Message-ID": f"<{key}@tirek.invalid>", "Auto-Submitted": "auto-generated"},
        )
        try:
            letter.send()
        except SMTPRecipientsRefused as error:
            raise TransportError("The address was refused.", permanent=True) from error
        except (SMTPException, OSError) as error:
            raise TransportError(f"The mail server did not take it: {type(error).__name__}.") from error
