"""Closed lists about places on a team: offered, handed over."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AskState(models.TextChoices):
    """How far something is that one colleague asked of another."""

    OPEN = "open", _("waits for an answer")
    ACCEPTED = "accepted", _("was accepted")
    DECLINED = "declined", _("was declined")
    WITHDRAWN = "withdrawn", _("was withdrawn")
    EXPIRED = "expired", _("has expired")


class OfferedRole(models.TextChoices):
    """The places on a team for which a colleague is asked; nobody is asked to observe."""

    LEAD = "lead", _("leads the case")
    SECOND = "second", _("second")
    MEMBER = "member", _("member of the team")


class Staying(models.TextChoices):
    """What the old lead is after she has handed the case over."""

    GONE = "gone", _("I leave the team")
    SECOND = "second", _("I stay as second")
    MEMBER = "member", _("I stay as a member of the team")


class ToRead(models.TextChoices):
    """What whoever takes a case over has gone through before she answers for it."""

    CONTACT_RULES = "contact_rules", _("safe-contact rules")
    DEADLINES = "deadlines", _("open deadlines")
    HEARINGS = "hearings", _("hearings ahead")
    TASKS = "tasks", _("unfinished tasks")
    PAPERS = "papers", _("drafts of papers")
    NEXT_CONTACT = "next_contact", _("next contact")
