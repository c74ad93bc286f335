"""The five roles. What each may do is asked in `policies` of the app that owns the thing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("coordinator")
    LAWYER = "lawyer", _("lawyer")
    CASE_WORKER = "case_worker", _("case worker")
    OBSERVER = "observer", _("observer")
    ADMINISTRATOR = "administrator", _("administrator")


INVITING_ROLES = (Role.COORDINATOR, Role.ADMINISTRATOR)
READING_ROLES = (Role.COORDINATOR, Role.LAWYER, Role.CASE_WORKER, Role.OBSERVER)  # an administrator reads no content
WORKING_ROLES = (Role.COORDINATOR, Role.LAWYER, Role.CASE_WORKER)
