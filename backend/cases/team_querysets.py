"""Who may know that a place was offered, or that a case is being handed over."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from backend.accounts.roles import WORKING_ROLES
from backend.cases.querysets import OfCaseQuerySet
from backend.cases.team_choices import AskState


class AskedQuerySet(OfCaseQuerySet):
    def open(self) -> Any:
        return self.filter(state=AskState.OPEN)

    def asked_of(self, user: Any) -> Any:
        """What is asked of the user in organisations where she works on cases."""
        return self.filter(
            to_user=user.pk,
            case__organisation__memberships__user=user.pk,
            case__organisation__memberships__ended_at=None,
            case__organisation__memberships__role__in=WORKING_ROLES,
        )


class OfferQuerySet(AskedQuerySet):
    def visible_to(self, user: Any) -> Any:
        """The user's own offers, and those of the cases whose frame she may know of."""
        return self.filter(Q(pk__in=self.asked_of(user).values("pk")) | Q(case__in=self._cases().visible_to(user)))

    def past(self, now: datetime) -> Any:
        """Open ones whose last moment has passed at `now`."""
        return self.open().filter(expires_at__lte=now)


class HandoverQuerySet(AskedQuerySet):
    def visible_to(self, user: Any) -> Any:
        """Those asked of the user, and those of the cases on whose team she is: the note tells of the case."""
        mine = self.asked_of(user).values("pk")
        return self.filter(Q(pk__in=mine) | Q(case__in=self._cases().content_visible_to(user)))
