"""Who may know of whom: colleagues of one organisation, and nobody across."""

from datetime import datetime
from typing import Any

from django.db import models

from backend.accounts.roles import INVITING_ROLES


class OrganisationQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "OrganisationQuerySet":
        """The organisations the user is a member of."""
        return self.filter(memberships__user=user.pk, memberships__ended_at=None).distinct()


class UserQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "UserQuerySet":
        """The user herself and her colleagues in the organisations she belongs to."""
        organisations = user.memberships.filter(ended_at=None).values("organisation")
        return self.filter(
            models.Q(pk=user.pk) | models.Q(memberships__organisation__in=organisations, memberships__ended_at=None)
        ).distinct()


class MembershipQuerySet(models.QuerySet[Any]):
    def current(self) -> "MembershipQuerySet":
        return self.filter(ended_at=None, user__is_active=True)

    def visible_to(self, user: Any) -> "MembershipQuerySet":
        return self.filter(organisation__in=user.memberships.filter(ended_at=None).values("organisation"))


class InvitationQuerySet(models.QuerySet[Any]):
    def open(self, now: datetime) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now)

    def visible_to(self, user: Any) -> "InvitationQuerySet":
        """The invitations of the organisations into which the user may let people in: they hold addresses of mail."""
        return self.filter(organisation__in=user.organisations_as(*INVITING_ROLES))
