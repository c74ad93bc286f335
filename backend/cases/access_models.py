"""Access by stating a reason (break-glass): a coordinator off the team reads a case for some hours, and says why.

`models` imports this module so that Django finds the table; it names `Case` as text and imports nothing of it.
"""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from backend.cases.access_querysets import AccessGrantQuerySet
from backend.cases.work_models import USER, OfCase
from backend.vault.fields import EncryptedText


class AccessGrant(OfCase):
    """Opens the content of one case to one coordinator, for reading, until a moment. Nothing has to happen at its end:
    the door compares `until` with now."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="access_grants")
    user = models.ForeignKey(USER, models.PROTECT, related_name="access_grants")
    reason = EncryptedText()
    granted_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AccessGrantQuerySet.as_manager()

    class Meta:
        ordering = ["-granted_at", "-id"]
        indexes = [
            models.Index(fields=["user", "until"], condition=Q(ended_at=None), name="open_access_of_person"),
            models.Index(fields=["user", "-granted_at"], name="access_taken_by_person"),
            models.Index(fields=["case", "-granted_at"], name="access_to_case"),
        ]
        constraints = [
            models.CheckConstraint(name="access_ends_after_it_begins", condition=Q(until__gt=F("granted_at"))),
            models.CheckConstraint(
                name="access_ended_early_says_by_whom",
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def is_open(self, at: datetime) -> bool:
        """Whether it opens the case at that moment."""
        return self.ended_at is None and self.until > at
