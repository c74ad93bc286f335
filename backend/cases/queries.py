"""Reads that cross from cases to people: who may see whom hangs on whose case it is."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from backend.accounts.roles import WORKING_ROLES
from backend.cases.models import Case, Party
from backend.people.models import Consent, Person, Survivor


def survivors_visible_to(user: Any) -> QuerySet[Survivor]:
    """The survivors of the cases whose content the user may read."""
    return Survivor._default_manager.filter(pk__in=Case.objects.content_visible_to(user).values("survivor"))


def survivors_known_to(user: Any) -> QuerySet[Survivor]:
    """Survivors the user may read of: those of the cases open to her, and those where she works who have no case yet."""
    return Survivor._default_manager.filter(Q(pk__in=survivors_visible_to(user).values("pk")) | _without_a_case(user))


def survivors_to_open_for(user: Any) -> QuerySet[Survivor]:
    """Survivors a new case can be opened for: those of the user's cases, and those where she works who have no case yet.

    A case she only looks into by stating a reason gives no right to open another.
    """
    of_her_cases = Case.objects.of_team_member(user).values("survivor")
    return Survivor._default_manager.filter(Q(pk__in=of_her_cases) | _without_a_case(user))


def _without_a_case(user: Any) -> Q:
    has_a_case = Exists(Case._default_manager.filter(survivor=OuterRef("pk")))
    return Q(~has_a_case & Q(organisation__in=user.organisations_as(*WORKING_ROLES)))


def persons_visible_to(user: Any) -> QuerySet[Person]:
    """The other persons of the cases whose content the user may read; one without a role in any, of their survivors."""
    has_a_role = Exists(Party._default_manager.filter(person=OuterRef("pk")))
    without_a_role = ~has_a_role & Q(survivor__in=survivors_visible_to(user).values("pk"))
    return Person._default_manager.filter(
        Q(pk__in=Party.objects.content_visible_to(user).values("person")) | without_a_role
    )


def consents_visible_to(user: Any) -> QuerySet[Consent]:
    """What the survivors of the user's cases agreed to."""
    return Consent._default_manager.filter(survivor__in=survivors_visible_to(user).values("pk"))
