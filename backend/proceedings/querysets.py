"""Proceedings are seen as far as their case is; so is everything that hangs on a proceeding."""

from typing import Any

from django.db import models

from backend.cases.models import Case
from backend.cases.querysets import OfCaseQuerySet, frame_visible_to


class ProceedingQuerySet(OfCaseQuerySet):
    pass


class OfProceedingQuerySet(models.QuerySet[Any]):
    """Rows with a `proceeding`."""

    def visible_to(self, user: Any) -> Any:
        """Rows of the cases whose frame the user may know of."""
        return self.filter(frame_visible_to(user, "proceeding__case"))

    def content_visible_to(self, user: Any) -> Any:
        """Rows of the cases whose content the user may read."""
        return self.filter(proceeding__case__in=Case.objects.content_visible_to(user))


class HearingQuerySet(OfProceedingQuerySet):
    def scheduled(self) -> "HearingQuerySet":
        return self.filter(status="scheduled")
