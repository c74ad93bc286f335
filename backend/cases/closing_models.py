"""The turns in the life of a case: closed, archived, kept for longer or shorter, opened again; who decided it and why.

`models` imports this module so that Django finds the table; it names `Case` as text and imports nothing of it.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.cases.closing_choices import CloseReason, TurnKind
from backend.cases.work_querysets import ContentOfCaseQuerySet
from backend.kernel.models import UUIDModel
from backend.vault.fields import EncryptedText


class CaseTurn(UUIDModel):
    """One turn, never edited. `left` says how much of what was left open, by group; the words are for the team."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="turns")
    kind = models.CharField(max_length=9, choices=TurnKind.choices)
    reason = models.CharField(max_length=12, choices=CloseReason.choices, blank=True, verbose_name=_("reason"))
    words = EncryptedText(blank=True)
    left = models.JSONField(default=dict)
    left_because = EncryptedText(blank=True)
    retain_until = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ContentOfCaseQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["case", "-at"], name="turns_of_case")]
        constraints = [
            models.CheckConstraint(name="turn_kind_is_known", condition=Q(kind__in=TurnKind.values)),
            models.CheckConstraint(
                name="who_closes_says_why",
                condition=~Q(kind="closed") | Q(reason__in=CloseReason.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"

    @property
    def key_owner_id(self) -> uuid.UUID:
        return self.case.survivor_id
