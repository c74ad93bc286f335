"""Closed lists about a case: counted, therefore in clear."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TeamRole(models.TextChoices):
    LEAD = "lead", _("leads the case")
    SECOND = "second", _("second")
    MEMBER = "member", _("member of the team")
    OBSERVER = "observer", _("observer")


class PartyRole(models.TextChoices):
    RESPONDENT = "respondent", _("respondent")
    WITNESS = "witness", _("witness")
    CHILD = "child", _("child")
    TRUSTED = "trusted", _("trusted person")
    OTHER = "other", _("other")


class Relation(models.TextChoices):
    SPOUSE = "spouse", _("spouse")
    FORMER_SPOUSE = "former_spouse", _("former spouse")
    COHABITANT = "cohabitant", _("cohabitant")
    FORMER_COHABITANT = "former_cohabitant", _("former cohabitant")
    PARENT = "parent", _("parent")
    CHILD = "child", _("child")
    SIBLING = "sibling", _("brother or sister")
    OTHER_RELATIVE = "other_relative", _("other relative")
    ACQUAINTANCE = "acquaintance", _("acquaintance")
    COLLEAGUE = "colleague", _("colleague")
    STRANGER = "stranger", _("stranger")


class ViolenceKind(models.TextChoices):
    BEATING = "beating", _("beating")
    LIGHT_HARM = "light_harm", _("light harm to health")
    MEDIUM_HARM = "medium_harm", _("medium harm to health")
    GRAVE_HARM = "grave_harm", _("grave harm to health")
    THREAT = "threat", _("threat")
    PSYCHOLOGICAL = "psychological", _("psychological violence")
    INSULT = "insult", _("insult, humiliation")
    ECONOMIC = "economic", _("economic violence")
    SEXUAL = "sexual", _("sexual violence")
    STALKING = "stalking", _("stalking")
    CONFINEMENT = "confinement", _("confinement")


class PlaceKind(models.TextChoices):
    HOME = "home", _("home")
    STREET = "street", _("street or public place")
    WORK = "work", _("work")
    ONLINE = "online", _("online")
    OTHER = "other", _("other place")
