"""Closed lists about people: they stay in clear, because they are what is counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Gender(models.TextChoices):
    FEMALE = "f", _("female")
    MALE = "m", _("male")


class ContactChannel(models.TextChoices):
    CALL = "call", _("call")
    SMS = "sms", _("SMS")
    MESSENGER = "messenger", _("messenger")
    EMAIL = "email", _("e-mail")
    IN_PERSON = "in_person", _("only in person")
    THROUGH_TRUSTED = "through_trusted", _("through a trusted person")


class ConsentPurpose(models.TextChoices):
    PROCESSING = "processing", _("processing of personal data")
    REPRESENTATION = "representation", _("representation")
    SHARING = "sharing", _("sharing with a named organisation")
    STATISTICS = "statistics", _("statistics")
    PUBLICATION = "publication", _("publication")


REGIONS = [
    ("almaty_city", _("Almaty")),
    ("astana", _("Astana")),
    ("shymkent", _("Shymkent")),
    ("abai", _("Abai region")),
    ("akmola", _("Akmola region")),
    ("aktobe", _("Aktobe region")),
    ("almaty_region", _("Almaty region")),
    ("atyrau", _("Atyrau region")),
    ("east_kazakhstan", _("East Kazakhstan region")),
    ("jambyl", _("Jambyl region")),
    ("jetisu", _("Jetisu region")),
    ("karaganda", _("Karaganda region")),
    ("kostanay", _("Kostanay region")),
    ("kyzylorda", _("Kyzylorda region")),
    ("mangystau", _("Mangystau region")),
    ("north_kazakhstan", _("North Kazakhstan region")),
    ("pavlodar", _("Pavlodar region")),
    ("turkistan", _("Turkistan region")),
    ("ulytau", _("Ulytau region")),
    ("west_kazakhstan", _("West Kazakhstan region")),
]
