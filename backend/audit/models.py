"""The log. Rows are only ever added: triggers in the database refuse anything else."""

from typing import Any

from django.conf import settings
from django.db import models

from backend.audit.verbs import SENTENCES


class AuditEntry(models.Model):
    """One line of one chain, bound to the line before it by a keyed hash."""

    chain = models.CharField(max_length=60)
    seq = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    organisation_id = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True)
    subject = models.CharField(max_length=60, blank=True)
    detail = models.JSONField(default=dict)
    mac = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["chain", "seq"]
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="one_line_at_each_place")]
        indexes = [
            models.Index(fields=["case_id", "-at"], name="log_of_case"),
            models.Index(fields=["by", "-at"], name="log_of_person"),
            models.Index(fields=["subject", "-at"], name="log_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}#{self.seq} {self.verb}"

    @property
    def sentence(self) -> Any:
        """What was done, for people, in the language of the moment."""
        return SENTENCES[self.verb]
