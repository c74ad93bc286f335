"""Access by stating a reason: who knows that it was taken, and who reads why."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from backend.accounts.roles import Role
from backend.cases.choices import TeamRole
from backend.cases.querysets import OfCaseQuerySet


class AccessGrantQuerySet(OfCaseQuerySet):
    def visible_to(self, user: Any) -> "AccessGrantQuerySet":
        """Those of the cases the user leads and, for a coordinator, of her organisation: who, when, until when."""
        led = user.team_memberships.filter(ended_at=None, role=TeamRole.LEAD).values("case")
        return self.filter(Q(case__in=led) | Q(case__organisation__in=user.organisations_as(Role.COORDINATOR)))

    def content_visible_to(self, user: Any) -> "AccessGrantQuerySet":
        """Of those, the ones whose reason the user may read, because the content of the case is open to her."""
        found: AccessGrantQuerySet = super().content_visible_to(user)
        return found.visible_to(user)

    def open(self, at: datetime) -> "AccessGrantQuerySet":
        """Those that open their case at that moment; each ends by itself."""
        return self.filter(ended_at=None, until__gt=at)
