"""What was met elsewhere is for whoever decides about it: the lead of the case and the coordinators of its organisation."""

from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When

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


def for_whoever_decides(user: Any, case: str = "case", coordinated: Any = None) -> Q:
    """Rows of cases that she leads, or of the organisations she coordinates."""
    coordinated = user.organisations_as(Role.COORDINATOR) if coordinated is None else coordinated
    return Q(**{f"{case}__in": cases_led_by(user)}) | Q(**{f"{case}__organisation__in": coordinated})


def about_herself(user: Any) -> Q:
    """Findings that she is a colleague of the respondent's side: these do not exist for her."""
    return Q(member__isnull=False, member=user.pk)


class CheckQuerySet(OfCaseQuerySet):
    """That a check was made is for whoever sees the frame of the case; what came of it, the content, for who decides."""

    def content_visible_to(self, user: Any) -> Any:
        return self.filter(for_whoever_decides(user))

    def shown_to(self, user: Any) -> Any:
        """With `shown_result`: the result without what concerns the reader herself."""
        concerns_her = Exists(
            self.model._meta.apps.get_model("cases", "Finding")._default_manager.filter(
                case=OuterRef("case"), person=OuterRef("person"), member=user.pk
            )
        )
        return self.annotate(shown_result=Case(When(concerns_her, then=F("result_but_members")), default=F("result")))


class FindingQuerySet(OfCaseQuerySet):
    def visible_to(self, user: Any) -> Any:
        """What she may decide about. A finding about herself she never sees, whatever her role."""
        return self.filter(for_whoever_decides(user)).exclude(about_herself(user))

    def content_visible_to(self, user: Any) -> Any:
        return self.visible_to(user)

    def standing(self) -> "FindingQuerySet":
        return self.filter(gone_at=None)

    def undecided(self) -> "FindingQuerySet":
        return self.filter(gone_at=None, decision="")


class MatchRequestQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "MatchRequestQuerySet":
        """Requests of the cases for which she speaks: as their lead, or as a coordinator while they have none."""
        return self.filter(spoken_for(user, "finding__case") | spoken_for(user, "answering__case"))

    def live(self) -> "MatchRequestQuerySet":
        return self.filter(state__in=LIVE)


def spoken_for(user: Any, case: str, coordinated: Any = None) -> Q:
    """Rows of cases for which she speaks: as lead, or as coordinator while there is none."""
    team = user.team_memberships.model._default_manager
    led = Exists(team.filter(case=OuterRef(case), role=TeamRole.LEAD, ended_at=None))
    coordinated = user.organisations_as(Role.COORDINATOR) if coordinated is None else coordinated
    return Q(**{f"{case}__in": cases_led_by(user)}) | (Q(**{f"{case}__organisation__in": coordinated}) & ~Q(led))
