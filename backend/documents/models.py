"""Template versions as they were used, and the papers made from them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

import backend.documents.attachment_models  # noqa: F401 -- Django looks for tables here
from backend.cases.models import Case
from backend.documents.querysets import DocumentQuerySet
from backend.kernel.models import UUIDModel, Versioned
from backend.proceedings.models import Event, Proceeding
from backend.vault.fields import EncryptedJSON
from backend.vault.models import StoredFile


class TemplateVersion(UUIDModel):
    """The exact DOCX a paper was made from; a changed template is a new row, an old one stays."""

    key = models.CharField(max_length=60)
    language = models.CharField(max_length=2)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    loaded_at = models.DateTimeField()
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "language", "sha256"], name="a_template_version_once"),
            models.UniqueConstraint(fields=["key", "language"], condition=Q(current=True), name="one_current_template"),
        ]

    def __str__(self) -> str:
        return f"{self.key}.{self.language} {self.sha256[:8]}"


class DocumentStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    FILED = "filed", _("filed")


class Document(UUIDModel, Versioned):
    """A paper of ours: filled from the case, then filed, which is an event of the proceeding."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    proceeding = models.ForeignKey(Proceeding, models.PROTECT, related_name="documents")
    template = models.ForeignKey(TemplateVersion, models.PROTECT, related_name="+")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    answers = EncryptedJSON(default=dict)
    status = models.CharField(max_length=10, choices=DocumentStatus.choices, default=DocumentStatus.DRAFT)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    filed_event = models.OneToOneField(Event, models.PROTECT, null=True, blank=True, related_name="document")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="a_filed_paper_names_its_event",
                condition=Q(status="filed", filed_event__isnull=False) | Q(status="draft", filed_event=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.template_id} {self.made_at:%Y-%m-%d}"

    @property
    def key_owner_id(self) -> uuid.UUID:
        return self.case.survivor_id

    @property
    def file_name(self) -> str:
        """Neutral, without a name: the case code, the kind of paper, the day."""
        return f"{self.case.code}_{self.template.key}_{self.made_at:%Y-%m-%d}.docx"
