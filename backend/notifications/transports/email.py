"""E-mail, through whatever Django is set up to use."""

from contextlib import suppress
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.core.mail import EmailMessage, get_connection

from backend.notifications.texts import Message
from backend.notifications.transports.base import TransportError


class Email:
    """One plain message to one address.

    What the server answered is known; once it was spoken to and fell silent, the letter may have gone out.
    """

    def send(self, user: Any, message: Message, key: str) -> None:
        server = get_connection()
        letter = EmailMessage(
            message.subject,
            f"{message.text}\n\n{message.link}\n",
            to=[user.email],
            headers={"Message-ID": f"<{key}@tirek.invalid>", "Auto-Submitted": "auto-generated"},
        )
        try:
            server.open()
        except (SMTPException, OSError) as error:
            raise TransportError(f"The mail server cannot be reached: {type(error).__name__}.") from error
        try:
            server.send_messages([letter])
        except SMTPRecipientsRefused as error:
            for_good = all(code >= 500 for code, _answer in error.recipients.values())  # 4xx: “come again later”
            raise TransportError("The address was refused.", permanent=for_good) from error
        except SMTPResponseException as error:
            raise TransportError(f"The mail server refused it with {error.smtp_code}.") from error
        except (SMTPException, OSError) as error:
            raise TransportError(f"The mail server fell silent: {type(error).__name__}.", uncertain=True) from error
        finally:
            with suppress(SMTPException, OSError):  # it has answered; how it says goodbye changes nothing
                server.close()
