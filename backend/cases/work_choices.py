"""Closed lists about the daily work on a case: contacts, notes, tasks."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.people.choices import ContactChannel

CHANNELS = [*ContactChannel.choices, ("other", _("other way"))]


class Direction(models.TextChoices):
    OUT = "out", _("we contacted her")
    IN = "in", _("she contacted us")


class SpokenWith(models.TextChoices):
    SURVIVOR = "survivor", _("with her")
    TRUSTED = "trusted", _("with a trusted person")
    SOMEBODY_ELSE = "somebody_else", _("somebody else answered")
    NOBODY = "nobody", _("nobody answered")


class Rules(models.TextChoices):
    FOLLOWED = "followed", _("followed")
    NOT_FOLLOWED = "not_followed", _("not followed")
    NOT_KNOWN = "not_known", _("no rules are known")


class Readers(models.TextChoices):
    TEAM = "team", _("the whole team")
    LEADS = "leads", _("lead and second")
    AUTHOR = "author", _("only me")


class TaskKind(models.TextChoices):
    TASK = "task", _("task")
    NEXT_CONTACT = "next_contact", _("next contact")


class TaskState(models.TextChoices):
    OPEN = "open", _("still to do")
    DONE = "done", _("task done")
    CANCELLED = "cancelled", _("task cancelled")
