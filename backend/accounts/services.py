"""Letting people in: invitations by link, and the membership that follows."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import LANGUAGES, Invitation, Membership, Organisation, User
from backend.accounts.policies import may_invite
from backend.accounts.roles import Role
from backend.audit.services import record
from backend.kernel.errors import FieldError, InvalidInput, NotAllowed, NotAtThisStage, RuleBroken

INVITATION_LASTS = timedelta(days=7)
LONGEST_NAME = 200


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


@transaction.atomic
def invite(organisation: Organisation, email: str, role: str, *, by: User, at: datetime) -> tuple[Invitation, str]:
    """Make an invitation and the secret of its link, which is told once and kept nowhere."""
    if not may_invite(by, organisation.pk):
        raise NotAllowed(_("Only a coordinator may invite people to this organisation."))
    email = email.strip().lower()
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # two invitations of one person take turns
    _check_invitation(organisation, email, role, at=at)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=role,
        secret_hash=_hash(secret),
        invited_by=by,
        invited_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    _note(organisation, "user.invited", by=by, at=at, subject=invitation.pk, role=role)
    return invitation, secret


def _check_invitation(organisation: Organisation, email: str, role: str, *, at: datetime) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise InvalidInput(_("Enter an e-mail address, for example name@example.org."), field="email") from None
    if role not in Role.values:
        raise InvalidInput(_("Choose a role from the list."), field="role")
    if Membership.objects.filter(organisation=organisation, user__email=email, ended_at=None).exists():
        raise InvalidInput(_("This person is already a member of the organisation."), field="email")
    if Invitation.objects.open(at).filter(organisation=organisation, email=email).exists():
        raise InvalidInput(
            _("There is an open invitation for this address. Withdraw it if its link was lost, then invite again."),
            field="email",
        )


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: User, at: datetime) -> Invitation:
    """Close an invitation that nobody has used yet; its link opens nothing from then on."""
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if not may_invite(by, invitation.organisation_id):
        raise NotAllowed(_("Only a coordinator may invite people to this organisation."))
    if invitation.accepted_at is not None:
        raise NotAtThisStage(_("This invitation has already been accepted."))
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = at
        invitation.save(update_fields=["withdrawn_at"])
        _note(invitation.organisation, "user.invitation_withdrawn", by=by, at=at, subject=invitation.pk)
    return invitation


def open_invitation(secret: str, *, at: datetime) -> Invitation | None:
    """The invitation behind a link, if it is still open."""
    return Invitation.objects.open(at).filter(secret_hash=_hash(secret)).select_related("organisation").first()


def was_accepted_by(secret: str, user: User) -> bool:
    """Whether it was she who used the link: then she is in, and needs no new one."""
    return Invitation.objects.filter(secret_hash=_hash(secret), accepted_by=user).exists()


def has_account(invitation: Invitation) -> bool:
    """Whether the invited address already has an account here. Told to the holder of the link only."""
    return User.objects.filter(email=invitation.email).exists()


@transaction.atomic
def accept_invitation(secret: str, *, full_name: str, password: str, at: datetime, language: str = "ru") -> User:
    """Let the invited person in: her account if there is none yet, and the membership.

    Whoever has an account proves that it is hers by its password; name and language then stay as they are.
    """
    invitation = Invitation.objects.select_for_update(of=("self",)).open(at).filter(secret_hash=_hash(secret)).first()
    if invitation is None:
        raise RuleBroken(_("This invitation has been used or has expired. Ask your coordinator for a new one."))
    user = User.objects.filter(email=invitation.email).first()
    if user is None:
        user = _new_user(invitation.email, full_name, password, language)
    elif not user.check_password(password):
        raise InvalidInput(
            _("You already have an account here: enter its password to join this organisation."), field="password"
        )
    elif not user.is_active:
        raise RuleBroken(_("This account is switched off. Turn to your coordinator."))
    join(user, invitation.organisation, invitation.role, at=at)
    invitation.accepted_at, invitation.accepted_by = at, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return user


def _new_user(email: str, full_name: str, password: str, language: str) -> User:
    full_name = " ".join(full_name.split())
    wrong = []
    if not full_name:
        wrong.append(FieldError("full_name", _("Enter your first name and surname.")))
    if len(full_name) > LONGEST_NAME:
        wrong.append(FieldError("full_name", _("A name may have at most 200 characters.")))
    try:
        validate_password(password, User(email=email, full_name=full_name))
    except ValidationError as error:
        wrong.append(FieldError("password", " ".join(error.messages)))
    if wrong:
        raise InvalidInput(wrong[0].message, errors=wrong)
    spoken = language if language in dict(LANGUAGES) else "ru"
    return User.objects.create_user(email, password, full_name=full_name, language=spoken)


def join(user: User, organisation: Organisation, role: str, *, at: datetime) -> Membership:
    """Make the user a member of an organisation."""
    if user.role_in(organisation.pk):
        raise RuleBroken(_("You are already a member of this organisation."))
    membership = Membership.objects.create(user=user, organisation=organisation, role=role, started_at=at)
    _note(organisation, "user.joined", by=user, at=at, subject=user.pk, role=role)
    return membership


def _note(organisation: Organisation, verb: str, *, by: User, at: datetime, subject: object, **detail: str) -> None:
    record(
        f"organisation:{organisation.pk}", verb, by=by, at=at, organisation_id=organisation.pk, subject=str(subject),
        **detail,
    )  # fmt: skip
