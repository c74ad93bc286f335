"""The one letter that accounts send themselves: it goes to whoever is not signed in, and has no inbox to stand in."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from backend.accounts.models import User


def send_reset_letter(user: User, secret: str) -> None:
    """The link for a new password, in the person's own language; nothing of any case."""
    link = f"{settings.TIREK_BASE_URL}/accounts/password/reset/{secret}/"
    with translation.override(user.language):
        subject = _("Tirek: a new password")
        text = _(
            "Somebody asked for a new password for this address. If it was you, choose one within an hour at the link "
            "below; it works once. If it was not you, do nothing: the old password stays."
        )
        EmailMessage(
            subject, f"{text}\n\n{link}\n", to=[user.email], headers={"Auto-Submitted": "auto-generated"}
        ).send()
