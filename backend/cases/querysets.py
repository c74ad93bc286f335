"""The door: every row of a case is reached through here."""

from typing import Any

from django.db import models
from django.db.models import Q

from backend.accounts.roles import READING_ROLES, Role


class CaseQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "CaseQuerySet":
        """The cases whose frame (code, stage, dates, team) the user may know of: her own and, for a coordinator, all of her organisation."""
        return self.filter(frame_visible_to(user))

    def content_visible_to(self, user: Any) -> "CaseQuerySet":
        """The cases whose content (people, events' details, papers) the user may read: those she is on the team of."""
        return self.filter(pk__in=_cases_of_team_member(user))

    def open(self) -> "CaseQuerySet":
        return self.filter(closed_on=None)


def frame_visible_to(user: Any, case: str = "") -> Q:
    """The condition of `CaseQuerySet.visible_to`, for cases or for rows with a path to one (`proceeding__case`).

    Written without an OR and without a list of all her cases wherever the organisation alone decides: so a
    coordinator's lists are read in their order, however many cases there are.
    """
    roles = user.memberships.filter(ended_at=None, role__in=READING_ROLES).values_list("organisation_id", "role")
    coordinated = {organisation for organisation, role in roles if role == Role.COORDINATOR}
    whole = Q(**{f"{case}__organisation__in" if case else "organisation__in": coordinated})
    if coordinated and all(organisation in coordinated for organisation, _role in roles):
        return whole  # her teams add nothing
    teams = Q(**{f"{case}__in" if case else "pk__in": _cases_of_team_member(user)})
    return whole | teams if coordinated else teams


def _cases_of_team_member(user: Any) -> Any:
    """The cases on whose team she is, in organisations where she has a role that may read content at all."""
    return user.team_memberships.filter(
        ended_at=None,
        case__organisation__memberships__user=user.pk,
        case__organisation__memberships__ended_at=None,
        case__organisation__memberships__role__in=READING_ROLES,
    ).values("case")


class OfCaseQuerySet(models.QuerySet[Any]):
    """Rows with a `case`: seen as far as their case is seen."""

    def visible_to(self, user: Any) -> Any:
        """Rows of the cases whose frame the user may know of."""
        return self.filter(frame_visible_to(user, "case"))

    def content_visible_to(self, user: Any) -> Any:
        """Rows of the cases whose content the user may read."""
        return self.filter(case__in=self._cases().content_visible_to(user))

    def _cases(self) -> CaseQuerySet:
        related: Any = self.model._meta.get_field("case").related_model
        return related.objects


class TeamMemberQuerySet(OfCaseQuerySet):
    def current(self) -> "TeamMemberQuerySet":
        return self.filter(ended_at=None)
