"""Letting people in."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import Invitation, Membership, Organisation, User
from backend.accounts.policies import may_invite
from backend.audit.services import record
from backend.kernel.errors import InvalidInput, NotAllowed, RuleBroken

INVITATION_LASTS = timedelta(days=7)


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


@transaction.atomic
def invite(organisation: Organisation, email: str, role: str, *, by: User, at: datetime) -> tuple[Invitation, str]:
    """Make an invitation and the secret of its link, which is told once and kept nowhere."""
    if not may_invite(by, organisation.pk):
        raise NotAllowed(_("Only a coordinator may invite people to this organisation."))
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email.lower(),
        role=role,
        secret_hash=_hash(secret),
        invited_by=by,
        invited_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    record(
        f"organisation:{organisation.pk}",
        "user.invited",
        by=by,
        at=at,
        organisation_id=organisation.pk,
        subject=str(invitation.pk),
        role=role,
    )
    return invitation, secret


def open_invitation(secret: str, *, at: datetime) -> Invitation | None:
    """The invitation behind a link, if it is still open."""
    return Invitation.objects.open(at).filter(secret_hash=_hash(secret)).select_related("organisation").first()


@transaction.atomic
def accept_invitation(secret: str, *, full_name: str, password: str, at: datetime) -> User:
    """Let the invited person in: her account if there is none yet, and the membership."""
    invitation = Invitation.objects.select_for_update().open(at).filter(secret_hash=_hash(secret)).first()
    if invitation is None:
        raise RuleBroken(_("This invitation has been used or has expired. Ask your coordinator for a new one."))
    user = User.objects.filter(email=invitation.email).first()
    if user is None:
        user = User.objects.create_user(invitation.email, password, full_name=full_name)
    elif not user.check_password(password):
        raise InvalidInput(
            _("You already have an account here: enter its password to join this organisation."), field="password"
        )
    join(user, invitation.organisation, invitation.role, at=at)
    invitation.accepted_at, invitation.accepted_by = at, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return user


def join(user: User, organisation: Organisation, role: str, *, at: datetime) -> Membership:
    """Make the user a member of an organisation."""
    if user.role_in(organisation.pk):
        raise RuleBroken(_("You are already a member of this organisation."))
    membership = Membership.objects.create(user=user, organisation=organisation, role=role)
    record(
        f"organisation:{organisation.pk}",
        "user.joined",
        by=user,
        at=at,
        organisation_id=organisation.pk,
        subject=str(user.pk),
        role=role,
    )
    return membership
