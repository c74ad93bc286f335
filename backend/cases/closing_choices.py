"""Closed lists about how a case ends and rests: counted, therefore in clear."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseState(models.TextChoices):
    """What a list of cases is asked for; it follows from the days of the case and is stored nowhere."""

    OPEN = "open", _("open")
    CLOSED = "closed", _("closed ones")
    ARCHIVED = "archived", _("archived ones")


class CloseReason(models.TextChoices):
    DEFENDED = "defended", _("defended to the end")
    WITHDREW = "withdrew", _("she withdrew")
    REFERRED = "referred", _("referred elsewhere")
    CONTACT_LOST = "contact_lost", _("contact lost")
    MOVED_AWAY = "moved_away", _("moved away")
    DIED = "died", _("she died")
    MISTAKE = "mistake", _("opened by mistake")
    OTHER = "other", _("for another reason")


class TurnKind(models.TextChoices):
    CLOSED = "closed", _("case closed")
    REOPENED = "reopened", _("case reopened")
    ARCHIVED = "archived", _("case archived")
    RETENTION = "retention", _("day of keeping changed")
