"""Reads that cross from cases to people: who may see whom hangs on whose case it is."""

from typing import Any

from django.db.models import Q, QuerySet

from backend.cases.models import Case
from backend.people.models import Person, Survivor


def survivors_visible_to(user: Any) -> QuerySet[Survivor]:
    """The survivors of the cases whose content the user may read."""
    return Survivor._default_manager.filter(cases__in=Case.objects.content_visible_to(user)).distinct()


def persons_visible_to(user: Any) -> QuerySet[Person]:
    """The other persons of the cases whose content the user may read."""
    cases = Case.objects.content_visible_to(user)
    return Person._default_manager.filter(
        Q(parties__case__in=cases) | Q(parties=None, survivor__cases__in=cases)
    ).distinct()
