"""Whether messages leave the house: for `manage.py doctor`."""

import smtplib
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backend.kernel.health import Asked, Check, Finding, broken, warning
from backend.notifications.models import Delivery, DeliveryState

STUCK = timedelta(minutes=15)
RECENT = timedelta(days=7)
PATIENCE = 10  # seconds to wait for the mail server: a look should not take longer


def mail_server(asked: Asked) -> Iterator[Finding]:
    """Reached, greeted and signed in to; no letter is sent."""
    if not settings.EMAIL_HOST:
        return
    connection = get_connection("django.core.mail.backends.smtp.EmailBackend", timeout=PATIENCE)
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError:
        yield _no_mail(
            _("The mail server does not know our name or password."), "TIREK_SMTP_USER TIREK_SMTP_PASSWORD_FILE"
        )
    except (OSError, smtplib.SMTPException) as error:
        where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        yield _no_mail(
            _("The mail server %(where)s does not take us: %(error)s.")
            % {"where": where, "error": getattr(error, "strerror", None) or type(error).__name__},
            "TIREK_SMTP_HOST TIREK_SMTP_PORT TIREK_SMTP_TLS",
        )
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.close()


def _no_mail(what: str, variables: str) -> Finding:
    return broken(what, _("Reminders by e-mail wait, and are given up after a day."), variables)


def deliveries_move(asked: Asked) -> Iterator[Finding]:
    if count := Delivery.objects.to_hand_out(asked.at - STUCK).count():
        yield broken(
            ngettext(
                "%(n)d message is overdue by more than a quarter of an hour.",
                "%(n)d messages are overdue by more than a quarter of an hour.", count,
            ) % {"n": count},
            _("Somebody may miss a term."),
            _("manage.py start, or in the scaled form manage.py run_clock and dramatiq backend.config.worker"),
        )  # fmt: skip


def deliveries_arrive(asked: Asked) -> Iterator[Finding]:
    failed = Delivery.objects.filter(state=DeliveryState.FAILED, next_at__gte=asked.at - RECENT)
    if count := failed.count():
        yield warning(
            ngettext(
                "%(n)d message of the last week could not be delivered.",
                "%(n)d messages of the last week could not be delivered.", count,
            ) % {"n": count},
            _("The inbox here has them, but whoever relies on e-mail was not told."),
            _("Ask these colleagues for their address; the delivery rows say why."),
        )  # fmt: skip


CHECKS = (
    Check("mail_server", mail_server, needs=()),
    Check("deliveries_move", deliveries_move),
    Check("deliveries_arrive", deliveries_arrive),
)
