"""A case, who works on it, who appears in it, and what was done to her."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

import backend.cases.access_models
import backend.cases.check_models
import backend.cases.closing_models  # Django looks for tables here, and in the others
import backend.cases.team_models
import backend.cases.work_models  # noqa: F401
from backend.accounts.models import Organisation
from backend.accounts.office_models import Office
from backend.cases.choices import PartyRole, PlaceKind, Relation, TeamRole, ViolenceKind
from backend.cases.querysets import CaseQuerySet, OfCaseQuerySet, TeamMemberQuerySet
from backend.kernel.models import UUIDModel, Versioned
from backend.people.choices import REGIONS
from backend.people.models import Person, Survivor
from backend.vault.fields import EncryptedText


class CaseSeries(models.Model):
    """The locked counter of case codes: one row per office and year."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "year"], name="one_series_a_year")]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Case(UUIDModel, Versioned):
    """The defence of one survivor: the unit of access and of secrecy.

    Once closed it is read and not written, kept until `retain_until`, and out of the daily lists once archived.
    """

    REVEALED = ("summary",)

    code = models.CharField(max_length=20, unique=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="cases")
    office = models.ForeignKey(Office, models.PROTECT, related_name="cases")
    survivor = models.ForeignKey(Survivor, models.PROTECT, related_name="cases")
    region = models.CharField(max_length=30, choices=REGIONS, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    archived_on = models.DateField(null=True, blank=True)
    retain_until = models.DateField(null=True, blank=True)
    summary = EncryptedText(blank=True)
    high_risk = models.BooleanField(default=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-id"]
        indexes = [
            models.Index(fields=["organisation", "-opened_on", "-id"], name="case_list"),
            models.Index(fields=["survivor"], name="case_of_survivor"),
            models.Index(
                fields=["organisation", "retain_until"],
                condition=Q(retain_until__isnull=False),
                name="cases_kept_until",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="case_closes_after_it_opens",
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
            ),
            models.CheckConstraint(
                name="only_a_closed_case_rests",
                condition=Q(closed_on__isnull=False) | Q(archived_on=None, retain_until=None),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def key_owner_id(self) -> uuid.UUID:
        return self.survivor_id

    @property
    def lead(self) -> Any:
        """The user who leads the case, or None while nobody does. Reads a prefetched team where there is one."""
        return next((member.user for member in self.team.all() if member.is_lead), None)


class TeamMember(UUIDModel):
    """A colleague on the team of a case, for as long as she is on it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="team_memberships")
    role = models.CharField(max_length=10, choices=TeamRole.choices)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "user"], condition=Q(ended_at=None), name="once_on_a_team"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None, role="lead"), name="one_lead_of_a_case"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at=None, role="second"), name="one_second_of_a_case"
            ),
        ]
        indexes = [models.Index(fields=["user", "ended_at"], name="cases_of_member")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"

    @property
    def is_lead(self) -> bool:
        return self.role == TeamRole.LEAD and self.ended_at is None


class Party(UUIDModel, Versioned):
    """A person's role in one case, and the relation to the survivor."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="parties")
    person = models.ForeignKey(Person, models.PROTECT, related_name="parties")
    role = models.CharField(max_length=12, choices=PartyRole.choices, verbose_name=_("role"))
    relation = models.CharField(max_length=20, choices=Relation.choices, blank=True, verbose_name=_("relation"))

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["case", "person", "role"], name="party_once_in_a_role")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.role}"


class Incident(UUIDModel, Versioned):
    """One act of violence: what is counted stays in clear, what is told is encrypted."""

    REVEALED = ("hour", "place", "narrative", "injuries")  # shown only on demand, and logged

    case = models.ForeignKey(Case, models.PROTECT, related_name="incidents")
    respondent = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="incidents")
    happened_on = models.DateField()
    hour = EncryptedText(blank=True)
    kinds = models.JSONField(default=list)
    place_kind = models.CharField(max_length=10, choices=PlaceKind.choices, blank=True)
    place = EncryptedText(blank=True)
    narrative = EncryptedText(blank=True)
    injuries = EncryptedText(blank=True)
    children_present = models.BooleanField(default=False)
    weapon = models.BooleanField(default=False)
    reported = models.BooleanField(default=False)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.happened_on}"

    @property
    def key_owner_id(self) -> uuid.UUID:
        return self.case.survivor_id

    @property
    def kind_titles(self) -> list[str]:
        titles = dict(ViolenceKind.choices)
        return [str(titles[kind]) for kind in self.kinds if kind in titles]
