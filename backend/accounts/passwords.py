"""A new password by mail, without saying who has an account here.

Asking does the same work for every address: one sealed row, and a message to the worker with its id. The worker looks
whether there is such an account, and only then is a letter written. The link works once (the password it replaces is
part of it), for an hour, and dies with the sessions when somebody is locked out.
"""

import uuid
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.letters import send_reset_letter
from backend.accounts.models import ResetRequest, User
from backend.accounts.sessions import end_all_sessions, note_in_all
from backend.accounts.signals import password_was_reset
from backend.kernel.clock import ALMATY
from backend.kernel.errors import InvalidInput, RuleBroken
from backend.vault.passing import open_in_passing, seal_in_passing

LASTS = timedelta(hours=1)


class _Links(PasswordResetTokenGenerator):
    """Django's tokens as of a moment handed in, bound to the sessions of the person as well."""

    key_salt = "backend.accounts.passwords"

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self.at = at

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.session_generation}"

    def _now(self) -> datetime:
        return self.at.astimezone(ALMATY).replace(tzinfo=None)


def ask_for_reset(email: str, *, at: datetime) -> ResetRequest:
    """Write down that a new password is asked for, for an address known here or not. It is posted by the caller."""
    request = ResetRequest(asked_at=at)
    request.address = seal_in_passing(email.strip().lower().encode(), _place(request))
    request.save(force_insert=True)
    return request


def answer_reset(request_id: str, *, at: datetime) -> bool:
    """Send the link, if there is such an account; returns whether a letter went out. What was asked is forgotten."""
    with transaction.atomic():
        request = ResetRequest.objects.select_for_update().filter(pk=request_id).first()
        if request is None:
            return False
        email = open_in_passing(bytes(request.address), _place(request)).decode()
        request.delete()
        user = User.objects.filter(email=email, is_active=True).first()
        if user is None or at - request.asked_at > LASTS:
            return False
        send_reset_letter(user, f"{user.pk.hex}-{_Links(at).make_token(user)}")  # should mail fail, the row is back
        return True


def owner_of_link(secret: str, *, at: datetime) -> User | None:
    """Whose new password the link is for, as long as it opens anything."""
    pk, _mark, token = secret.partition("-")
    try:
        user = User.objects.filter(pk=uuid.UUID(pk), is_active=True).first()
    except ValueError:
        return None
    return user if user is not None and _Links(at).check_token(user, token) else None


@transaction.atomic
def reset_password(secret: str, password: str, *, at: datetime) -> User:
    """Give the owner of a link the password she chose, and end all her sessions. The link is spent.

    Her second factor stays as it is, and so do the tokens of her programs.
    """
    user = owner_of_link(secret, at=at)
    if user is not None:  # two who open one link take turns: for the second it is spent
        user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if user is None or owner_of_link(secret, at=at) is None:
        raise RuleBroken(_("This link has been used or is older than an hour. Ask for a new one."))
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise InvalidInput(" ".join(error.messages), field="password") from None
    user.set_password(password)
    user.save(update_fields=["password"])
    end_all_sessions(user)
    note_in_all(user, "user.password_reset", by=user, at=at)
    password_was_reset.send(sender=User, user=user, at=at)
    return user


def _place(request: ResetRequest) -> str:
    return f"reset|{request.pk}"
