"""What was met elsewhere is for whoever decides about it: the lead of the case and the coordinators of its organisation."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from backend.accounts.roles import READING_ROLES, Role
from backend.cases.check_choices import LIVE
from backend.cases.choices import TeamRole
from backend.cases.querysets import OfCaseQuerySet


def cases_led_by(user: Any) -> Any:
    """The cases she leads, in organisations where she has a role that may read content."""
    return user.team_memberships.filter(
        ended_at=None,
        role=TeamRole.LEAD,
        case__organisation__memberships__user=user.pk,
        case__organisation__memberships__ended_at=None,
        case__organisation__memberships__role__in=READING_ROLES,
    ).values("case")


def for_whoever_decides(user: Any, case: str = "case") -> Q:
    """Rows of cases that she leads, or of the organisations she coordinates."""
    coordinated = user.organisations_as(Role.COORDINATOR)
    return Q(**{f"{case}__in": cases_led_by(user)}) | Q(**{f"{case}__organisation__in": coordinated})


class CheckQuerySet(OfCaseQuerySet):
    def visible_to(self, user: Any) -> Any:
        return self.filter(for_whoever_decides(user))

    def content_visible_to(self, user: Any) -> Any:
        return self.visible_to(user)


class FindingQuerySet(CheckQuerySet):
    def visible_to(self, user: Any) -> Any:
        """What she may decide about. A finding about herself she never sees, whatever her role."""
        return self.filter(for_whoever_decides(user)).exclude(member__isnull=False, member=user.pk)

    def standing(self) -> "FindingQuerySet":
        return self.filter(gone_at=None)

    def undecided(self) -> "FindingQuerySet":
        return self.filter(gone_at=None, decision="")


class MatchRequestQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "MatchRequestQuerySet":
        """Requests of the cases for which she speaks: as their lead, or as a coordinator while they have none."""
        return self.filter(_spoken_for(user, "finding__case") | _spoken_for(user, "answering__case"))

    def live(self) -> "MatchRequestQuerySet":
        return self.filter(state__in=LIVE)


def _spoken_for(user: Any, case: str) -> Q:
    team = user.team_memberships.model._default_manager
    led = Exists(team.filter(case=OuterRef(case), role=TeamRole.LEAD, ended_at=None))
    coordinated = user.organisations_as(Role.COORDINATOR)
    return Q(**{f"{case}__in": cases_led_by(user)}) | (Q(**{f"{case}__organisation__in": coordinated}) & ~Q(led))
