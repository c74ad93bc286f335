"""What a file knows beyond names: what somebody was called before, who depends on her, whom she trusts, what she needs,
and what is known of a respondent. Told under her key, counted in clear.

`models` imports this module so that Django finds the tables; it names them as text and imports nothing of it.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.kernel.models import UUIDModel, Versioned
from backend.people.choices import ContactChannel
from backend.people.life_choices import (
    DependantRelation,
    Dependence,
    Identifying,
    Interpreter,
    LivesWith,
    ProceedingsLanguage,
    TrustedRelation,
    Weapons,
    Whereabouts,
    WhyChanged,
    WorkplaceKind,
    YesNoUnknown,
)
from backend.vault.fields import EncryptedDate, EncryptedText

SURVIVOR, PERSON = "people.Survivor", "people.Person"


class UnderHerKey(UUIDModel):
    """A row about the life of one survivor."""

    survivor_id: uuid.UUID

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def key_owner_id(self) -> uuid.UUID:
        return self.survivor_id


class Correction(UnderHerKey):
    """One corrected name, IIN or birth date: what it was and is, why, from which day. `person` is None for hers."""

    REVEALED = ("was", "became", "remark")

    survivor = models.ForeignKey(SURVIVOR, models.PROTECT, related_name="corrections")
    person = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="corrections")
    field = models.CharField(max_length=10, choices=Identifying.choices)
    was = EncryptedText(blank=True)
    became = EncryptedText(blank=True)
    why = models.CharField(max_length=12, choices=WhyChanged.choices, verbose_name=_("why it changed"))
    since = EncryptedDate(null=True, blank=True)
    remark = EncryptedText(blank=True)
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-corrected_at", "-id"]
        indexes = [models.Index(fields=["survivor", "person", "-corrected_at"], name="corrections_of_somebody")]
        constraints = [
            models.CheckConstraint(name="a_correction_says_why", condition=Q(why__in=WhyChanged.values)),
        ]


class Dependant(UnderHerKey, Versioned):
    """A child of hers or somebody in her care. Whether she or he appears in a case too is the party's to say."""

    REVEALED = ("school", "special_needs")

    survivor = models.ForeignKey(SURVIVOR, models.PROTECT, related_name="dependants")
    person = models.OneToOneField(PERSON, models.PROTECT, related_name="dependant")
    relation = models.CharField(max_length=10, choices=DependantRelation.choices, verbose_name=_("relation"))
    lives_with = models.CharField(max_length=12, choices=LivesWith.choices, blank=True)
    other_parent = models.ForeignKey(PERSON, models.PROTECT, null=True, blank=True, related_name="children")
    school = EncryptedText(blank=True)
    special_needs = EncryptedText(blank=True)

    class Meta:
        ordering = ["id"]


class TrustedContact(UnderHerKey, Versioned):
    """Who may be called when she cannot be reached, and how. One that no longer holds stays, ended."""

    REVEALED = ("may_be_said", "code_phrase")

    survivor = models.ForeignKey(SURVIVOR, models.PROTECT, related_name="trusted_contacts")
    person = models.OneToOneField(PERSON, models.PROTECT, related_name="trusted")
    relation = models.CharField(max_length=12, choices=TrustedRelation.choices, verbose_name=_("relation"))
    contact_channel = models.CharField(max_length=20, choices=ContactChannel.choices, blank=True)
    contact_hours = EncryptedText(blank=True)
    may_be_said = EncryptedText(blank=True)
    code_phrase = EncryptedText(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]


class RespondentFacts(UnderHerKey, Versioned):
    """What is known of a respondent that bears on her safety and on the case."""

    REVEALED = ("aliases", "weapons_remark", "convictions", "administrative_record")

    survivor = models.ForeignKey(SURVIVOR, models.PROTECT, related_name="+")
    person = models.OneToOneField(PERSON, models.PROTECT, related_name="facts")
    aliases = EncryptedText(blank=True)
    workplace_kind = models.CharField(max_length=13, choices=WorkplaceKind.choices, blank=True)
    whereabouts = models.CharField(max_length=12, choices=Whereabouts.choices, blank=True)
    weapons = models.CharField(max_length=12, choices=Weapons.choices, blank=True)
    weapons_remark = EncryptedText(blank=True)
    dependence = models.CharField(max_length=10, choices=Dependence.choices, blank=True)
    convicted = models.CharField(max_length=3, choices=YesNoUnknown.choices, blank=True)
    convictions = EncryptedText(blank=True)
    punished = models.CharField(max_length=3, choices=YesNoUnknown.choices, blank=True)
    administrative_record = EncryptedText(blank=True)

    class Meta:
        verbose_name_plural = "respondent facts"
        indexes = [models.Index(fields=["workplace_kind"], name="respondents_by_workplace")]


class SurvivorNeeds(UnderHerKey, Versioned):
    """In which language she takes part, and what a court or a body has to provide so that she can."""

    REVEALED = ("health",)

    survivor = models.OneToOneField(SURVIVOR, models.PROTECT, related_name="needs")
    proceedings_language = models.CharField(max_length=5, choices=ProceedingsLanguage.choices, blank=True)
    interpreter = models.CharField(max_length=6, choices=Interpreter.choices, blank=True)
    interpreter_language = EncryptedText(blank=True)
    step_free = models.BooleanField(default=False)
    read_aloud = models.BooleanField(default=False)
    health = EncryptedText(blank=True)

    class Meta:
        verbose_name_plural = "survivor needs"

    @property
    def are_known(self) -> bool:
        """Whether there is anything that whoever plans a hearing has to think of."""
        return bool(
            self.interpreter in (Interpreter.SPOKEN, Interpreter.SIGN) or self.step_free or self.read_aloud
            or self.proceedings_language or self.health
        )  # fmt: skip


def facts_of(person: Any) -> RespondentFacts | None:
    """What is known of a respondent, or None while nobody wrote anything down."""
    found: RespondentFacts | None = getattr(person, "facts", None)
    return found
