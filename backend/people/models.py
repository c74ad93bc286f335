"""Survivors and the other people of a case. Whatever names or finds a person is encrypted with the survivor's key."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

import backend.people.life_models  # noqa: F401 -- Django looks for tables here
from backend.accounts.models import LANGUAGES, Organisation
from backend.kernel.models import UUIDModel, Versioned
from backend.people.choices import REGIONS, ConsentPurpose, ContactChannel, Gender
from backend.people.life_choices import KnownAs
from backend.vault.fields import EncryptedDate, EncryptedText


class NamedPerson(UUIDModel, Versioned):
    """What a survivor and any other person have in common: a name, papers, ways to be reached."""

    legal_name = EncryptedText(blank=True)
    iin = EncryptedText(blank=True)
    birth_date = EncryptedDate(null=True, blank=True)
    phone = EncryptedText(blank=True)
    address = EncryptedText(blank=True)
    gender = models.CharField(max_length=1, choices=Gender.choices, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    indexed_as = models.PositiveSmallIntegerField(default=0, editable=False, db_index=True)  # see `indexing.VERSION`

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)


class Survivor(NamedPerson):
    """The person defended: one row per organisation, with as many cases as life brings."""

    REVEALED = ("legal_name", "iin", "birth_date", "phone", "address", "code_phrase", "may_be_said", "never_contact")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="survivors")
    pseudonym = models.CharField(max_length=60)
    region = models.CharField(max_length=30, choices=REGIONS, blank=True)
    birth_year_band = models.CharField(max_length=9, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="ru")
    address_is_secret = models.BooleanField(default=False)
    contact_channel = models.CharField(max_length=20, choices=ContactChannel.choices, blank=True)
    contact_hours = EncryptedText(blank=True)
    may_be_said = EncryptedText(blank=True)
    code_phrase = EncryptedText(blank=True)
    never_contact = EncryptedText(blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "pseudonym"], name="survivor_by_pseudonym")]

    @property
    def key_owner_id(self) -> uuid.UUID:
        return self.pk


class Person(NamedPerson):
    """Anybody else with a name in a case. The same respondent in two cases is two rows, each under its survivor's key."""

    REVEALED = ("legal_name", "iin", "birth_date", "phone", "address", "workplace")

    survivor = models.ForeignKey(Survivor, models.PROTECT, related_name="persons")
    workplace = EncryptedText(blank=True)

    @property
    def key_owner_id(self) -> uuid.UUID:
        return self.survivor_id


class Consent(UUIDModel):
    """What the survivor agreed to, purpose by purpose; withdrawing leaves the row and dates it."""

    survivor = models.ForeignKey(Survivor, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20, choices=ConsentPurpose.choices, verbose_name=_("purpose"))
    given_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="consent_is_withdrawn_after_it_is_given",
                condition=models.Q(withdrawn_on=None) | models.Q(withdrawn_on__gte=models.F("given_on")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.survivor_id} {self.purpose}"


class SearchWord(models.Model):
    """The keyed fingerprint of one word of a name, one IIN or one phone: equal words meet, none can be read from it."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8)
    token = models.BinaryField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "kind", "token"], name="a_word_once")]

    def __str__(self) -> str:
        return self.kind


class SearchPiece(models.Model):
    """The fingerprint of three letters of a word of a name, by which a word spelt otherwise is found."""

    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="pieces", db_index=False)
    piece = models.BinaryField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["piece", "word"], name="words_of_a_piece")]

    def __str__(self) -> str:
        return str(self.word_id)


class SearchCarrier(models.Model):
    """Who carries a word: a survivor or a person; and whether as a name of now, a former one, or an alias."""

    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="carriers", db_index=False)
    survivor = models.ForeignKey(Survivor, models.CASCADE, null=True, related_name="search_words")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="search_words")
    known_as = models.CharField(max_length=6, choices=KnownAs.choices, default=KnownAs.NOW, db_default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_word_is_carried_by_one_person",
                condition=models.Q(survivor=None, person__isnull=False) | models.Q(person=None, survivor__isnull=False),
            )
        ]
        indexes = [
            models.Index(fields=["word", "survivor"], condition=~models.Q(survivor=None), name="survivors_of_a_word"),
            models.Index(fields=["word", "person"], condition=~models.Q(person=None), name="persons_of_a_word"),
        ]

    def __str__(self) -> str:
        return str(self.word_id)


class Fingerprint(models.Model):
    """By what one human being is known again in another file: her IIN, her name with her birth date, her name alone.

    A `whole` one is of all the words of a name, any other of two of them; `dated` says that a birth date is known.
    IIN and dated names are sealed for the whole installation, names alone for one organisation.
    """

    kind = models.CharField(max_length=4)
    token = models.BinaryField(max_length=16)
    whole = models.BooleanField(default=True)
    dated = models.BooleanField(default=False)
    survivor = models.ForeignKey(Survivor, models.CASCADE, null=True, related_name="fingerprints")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="fingerprints")

    class Meta:
        indexes = [models.Index(fields=["token"], name="fingerprints_that_meet")]
        constraints = [
            models.CheckConstraint(
                name="a_fingerprint_is_of_one_person",
                condition=models.Q(survivor=None, person__isnull=False) | models.Q(person=None, survivor__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.kind


def revealable(person: Any, field: str) -> bool:
    """Whether `field` is one of those shown only on demand."""
    return field in type(person).REVEALED
