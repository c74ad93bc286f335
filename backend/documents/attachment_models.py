"""Files that belong to a case and were not made here: photos of papers, scans, answers of authorities."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.cases.models import Case, Incident
from backend.cases.work_querysets import ContentOfCaseQuerySet
from backend.kernel.models import UUIDModel
from backend.proceedings.models import Event, Hearing
from backend.vault.fields import EncryptedText
from backend.vault.models import StoredFile

USER = settings.AUTH_USER_MODEL


class AttachmentKind(models.TextChoices):
    TALON = "talon", _("notification slip of registration")
    RULING = "ruling", _("ruling or decision")
    PROTOCOL = "protocol", _("protocol")
    ANSWER = "answer", _("answer of a body")
    APPLICATION = "application", _("application with a mark of receipt")
    CERTIFICATE = "certificate", _("certificate")
    EXAMINATION = "examination", _("medical document or expert report")
    PHOTO = "photo", _("photo of injuries or of the place")
    MESSAGES = "messages", _("picture of messages")
    AUTHORITY = "authority", _("power of attorney or consent")
    OTHER = "other", _("other paper")


class AttachmentQuerySet(ContentOfCaseQuerySet):
    def standing(self) -> "AttachmentQuerySet":
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)


class Attachment(UUIDModel):
    """One file under the survivor's key. Named by its kind and number; what it was called on the phone is not kept."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments")
    kind = models.CharField(max_length=12, choices=AttachmentKind.choices, verbose_name=_("kind"))
    number = models.PositiveSmallIntegerField()
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    media_type = models.CharField(max_length=80)
    ending = models.CharField(max_length=4)
    taken_at = models.DateTimeField(null=True, blank=True)
    remark = EncryptedText(blank=True)
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="attachments")
    hearing = models.ForeignKey(Hearing, models.PROTECT, null=True, blank=True, related_name="attachments")
    incident = models.ForeignKey(Incident, models.PROTECT, null=True, blank=True, related_name="attachments")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_because = EncryptedText(blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-id"]
        indexes = [models.Index(fields=["case", "-added_at"], name="attachments_of_case")]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "number"], name="an_attachment_number_once"),
            models.CheckConstraint(
                name="an_attachment_is_about_one_thing",
                condition=Q(event=None, hearing=None) | Q(event=None, incident=None) | Q(hearing=None, incident=None),
            ),
            models.CheckConstraint(
                name="who_withdraws_says_when",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def key_owner_id(self) -> uuid.UUID:
        return self.case.survivor_id

    @property
    def about(self) -> Any:
        """The event, hearing or incident it belongs to, or None for the case as a whole."""
        return self.event or self.hearing or self.incident

    @property
    def name(self) -> str:
        """Neutral: `АЛ-26-0147-talon-01`."""
        return f"{self.case.code}-{self.kind}-{self.number:02d}"

    @property
    def file_name(self) -> str:
        return f"{self.name}.{self.ending}"
