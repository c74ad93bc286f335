"""Organisations, and the people who work in them."""

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

import backend.accounts.office_models  # noqa: F401 -- Django looks for tables here
from backend.accounts.querysets import (
    InvitationQuerySet,
    MembershipQuerySet,
    OrganisationQuerySet,
    UserQuerySet,
)
from backend.accounts.roles import Role
from backend.kernel.models import UUIDModel, Versioned
from backend.vault.fields import EncryptedJSON

LANGUAGES = [("ru", "Русский"), ("kk", "Қазақша"), ("en", "English")]


class Organisation(UUIDModel, Versioned):
    """An NGO, crisis centre or fund that holds cases. Many share one installation and do not see each other."""

    name = models.CharField(max_length=200)
    name_kk = models.CharField(max_length=200, blank=True)
    short_name = models.CharField(max_length=60)
    region = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    bin = models.CharField(max_length=12, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["short_name"]

    def __str__(self) -> str:
        return self.short_name


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Makes users; the e-mail is the login and is kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user: User = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        found: User = self.get(email=(email or "").lower())
        return found


class User(UUIDModel, AbstractBaseUser):
    """A person who signs in. Rights come from memberships only; there is no superuser who reads everything."""

    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="ru")
    phone = models.CharField(max_length=20, blank=True)
    licence_number = models.CharField(max_length=60, blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)
    session_generation = models.PositiveIntegerField(default=0)  # one more, and every session there is opens nothing

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = UserManager()

    class Meta:
        ordering = ["full_name"]

    def __str__(self) -> str:
        return self.full_name or self.email

    @property
    def short_name(self) -> str:
        """«Айгерим С.»: how colleagues are named on pages."""
        first, *rest = self.full_name.split() or [self.email]
        return f"{first} {rest[0][0]}." if rest else first

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session is bound to (Django asks here for the present key and for former ones)."""
        bound_to = f"{self.password}|{self.session_generation}"
        return salted_hmac("backend.accounts.session", bound_to, secret=secret, algorithm="sha256").hexdigest()

    def role_in(self, organisation_id: Any) -> str | None:
        """The user's role in an organisation, or None for a stranger."""
        found = self.memberships.filter(organisation=organisation_id, ended_at=None).values_list("role", flat=True)
        return found.first()

    def organisations_as(self, *roles: str) -> list[Any]:
        """Ids of the organisations in which the user has one of the roles."""
        return list(self.memberships.filter(role__in=roles, ended_at=None).values_list("organisation_id", flat=True))


class Membership(UUIDModel):
    """A user's role in an organisation, for as long as it lasts."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    oath_version = models.PositiveSmallIntegerField(null=True, blank=True)
    oath_accepted_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=Q(ended_at=None), name="one_current_membership_each"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class Invitation(UUIDModel):
    """A link that lets one person in, once, until it expires. Only the hash of its secret is kept."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role.choices, verbose_name=_("role"))
    secret_hash = models.BinaryField(max_length=32, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.role}"


class Draft(models.Model):
    """What a person was typing when her screen closed: one page's form, sealed under a key of her own, kept for hours."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="draft")
    page = models.CharField(max_length=300)
    typed = EncryptedJSON(default=dict)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def key_owner_id(self) -> uuid.UUID:
        return self.user_id


class ResetRequest(UUIDModel):
    """Somebody asked for a new password, for an address known here or not: sealed, and gone once it is answered."""

    address = models.BinaryField()
    asked_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.pk)
