"""The door: every row of a case is reached through here."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from backend.accounts.roles import READING_ROLES, Role
from backend.kernel.clock import now


class CaseQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "CaseQuerySet":
        """The cases whose frame (code, stage, dates, team) the user may know of: her own and, for a coordinator, all of her organisation."""
        return self.filter(frame_visible_to(user))

    def content_visible_to(self, user: Any) -> "CaseQuerySet":
        """The cases whose content (people, events' details, papers) the user may read: those she is on the team of, and
        those that stand open to her because she stated a reason."""
        return self.filter(pk__in=_cases_of_team_member(user).union(_cases_opened_by_reason(user), all=True))

    def of_team_member(self, user: Any) -> "CaseQuerySet":
        """The cases on whose team the user is: her own work, and nothing she only looks into."""
        return self.filter(pk__in=_cases_of_team_member(user))

    def open(self) -> "CaseQuerySet":
        return self.filter(closed_on=None)

    def for_lists(self) -> "CaseQuerySet":
        """Rows of a list: of the survivor her pseudonym alone, of the team who is on it now, of a colleague her name.

        Sealed fields and whole rows of people would be read for each line and shown in none.
        """
        model: Any = self.model
        members = model._meta.get_field("team").related_model.objects.current().select_related("user")
        members = members.only("case", "user", "role", "ended_at", "started_at", "user__full_name", "user__email")
        own = [field.name for field in model._meta.concrete_fields if field.name not in model.REVEALED]
        lines = self.select_related("survivor", "organisation").only(
            *own, "survivor__pseudonym", "organisation__short_name"
        )
        return lines.prefetch_related(models.Prefetch("team", members))

    def in_lists(self) -> "CaseQuerySet":
        """Without the archived ones, which are shown only to whoever asks for them."""
        return self.filter(archived_on=None)

    def kept_long_enough(self, today: date) -> "CaseQuerySet":
        """Closed cases whose last day of keeping has passed."""
        return self.filter(retain_until__lt=today)


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
    return (
        user.team_memberships.filter(
            ended_at=None,
            case__organisation__memberships__user=user.pk,
            case__organisation__memberships__ended_at=None,
            case__organisation__memberships__role__in=READING_ROLES,
        )
        .order_by()
        .values("case")
    )


def _cases_opened_by_reason(user: Any) -> Any:
    """The cases she opened by stating a reason, as long as that lasts and she coordinates their organisation.

    The one place below the faces that asks the clock: a door is open now or it is not, and a moment handed in, which a
    service may date back, must not open it.
    """
    return (
        user.access_grants.filter(
            ended_at=None,
            until__gt=now(),
            case__organisation__memberships__user=user.pk,
            case__organisation__memberships__ended_at=None,
            case__organisation__memberships__role=Role.COORDINATOR,
        )
        .order_by()
        .values("case")
    )


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
