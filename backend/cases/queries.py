"""Reads that cross from cases to people: who may see whom hangs on whose case it is."""

from typing import Any

from django.db.models import Q, QuerySet

from backend.accounts.models import Organisation
from backend.cases.models import Case
from backend.people.models import Person, Survivor


def survivors_visible_to(user: Any) -> QuerySet[Survivor]:
    """The survivors of the cases whose content the user may read."""
    return Survivor._default_manager.filter(cases__in=Case.objects.content_visible_to(user)).distinct()


def survivors_to_open_for(user: Any) -> QuerySet[Survivor]:
    """Survivors a new case can be opened for: those of the user's cases, and those of her organisation without a case."""
    rows = Survivor._default_manager.filter(organisation__in=Organisation.objects.visible_to(user))
    return rows.filter(Q(pk__in=survivors_visible_to(user).values("pk")) | Q(cases=None))


def persons_visible_to(user: Any) -> QuerySet[Person]:
    """The other persons of the cases whose content the user may read."""
    cases = Case.objects.content_visible_to(user)
    return Person._default_manager.filter(
        Q(parties__case__in=cases) | Q(parties=None, survivor__cases__in=cases)
    ).distinct()
