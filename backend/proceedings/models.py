"""One legal track of a case, what happened in it, its sittings in court, and how it ended."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.cases.models import Case, Party
from backend.kernel.models import UUIDModel, Versioned
from backend.law.models import Agency
from backend.proceedings.querysets import HearingQuerySet, OfProceedingQuerySet, ProceedingQuerySet
from backend.vault.fields import EncryptedJSON, EncryptedText


class ParentReason(models.TextChoices):
    COMPLAINT_ABOUT = "complaint_about", _("complaint about it")
    REQUALIFIED = "requalified", _("requalified from it")
    CIVIL_CLAIM_AFTER = "civil_claim_after", _("civil claim after it")


class Proceeding(UUIDModel, Versioned):
    """One legal track. Its stage is what the law book makes of its events, and is written by `recording` only."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="proceedings")
    route = models.CharField(max_length=40)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField(max_length=60, blank=True, db_index=True)
    articles = models.JSONField(default=list)
    stage = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    parent_reason = models.CharField(max_length=20, choices=ParentReason.choices, blank=True)

    objects = ProceedingQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "id"]
        indexes = [models.Index(fields=["route", "stage"], name="proceeding_by_stage")]
        constraints = [
            models.CheckConstraint(
                name="a_child_says_why_it_grew",
                condition=Q(parent=None, parent_reason="") | (Q(parent__isnull=False) & ~Q(parent_reason="")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.route} {self.pk}"


class Event(UUIDModel):
    """A dated fact of a proceeding. Never edited: an annulling event takes it back and says why."""

    REVEALED = ("fields",)

    ANNULMENT = "annulled"

    proceeding = models.ForeignKey(Proceeding, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=60)
    happened_at = models.DateTimeField()
    fields = EncryptedJSON(default=dict)
    annuls = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="annulled_by")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = OfProceedingQuerySet.as_manager()

    class Meta:
        ordering = ["happened_at", "recorded_at", "id"]
        indexes = [models.Index(fields=["proceeding", "happened_at"], name="events_in_order")]
        constraints = [
            models.CheckConstraint(
                name="only_an_annulment_annuls",
                condition=Q(kind="annulled", annuls__isnull=False) | (~Q(kind="annulled") & Q(annuls=None)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_at:%Y-%m-%d}"

    @property
    def key_owner_id(self) -> uuid.UUID:
        return self.proceeding.case.survivor_id


class HearingStatus(models.TextChoices):
    SCHEDULED = "scheduled", _("scheduled")
    HELD = "held", _("held")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")


class Hearing(UUIDModel, Versioned):
    """A scheduled court sitting: where, when, who attends, how it went."""

    REVEALED = ("note", "postponed_reason")

    proceeding = models.ForeignKey(Proceeding, models.PROTECT, related_name="hearings")
    court = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    room = models.CharField(max_length=30, blank=True)
    starts_at = models.DateTimeField(db_index=True)
    attendee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="hearings"
    )
    closed_to_public = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=HearingStatus.choices, default=HearingStatus.SCHEDULED)
    note = EncryptedText(blank=True)
    postponed_reason = EncryptedText(blank=True)
    next_hearing = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="previous_hearing")

    objects = HearingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["attendee", "starts_at"], name="hearings_of_person")]
        constraints = [
            models.CheckConstraint(name="hearing_status_is_known", condition=Q(status__in=HearingStatus.values)),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def key_owner_id(self) -> uuid.UUID:
        return self.proceeding.case.survivor_id


class OfficialRole(models.TextChoices):
    INSPECTOR = "inspector", _("district inspector")
    INVESTIGATOR = "investigator", _("investigator")
    PROSECUTOR = "prosecutor", _("prosecutor")
    JUDGE = "judge", _("judge")
    EXPERT = "expert", _("expert")
    BAILIFF = "bailiff", _("bailiff")
    OTHER = "other", _("other official")


class Official(UUIDModel, Versioned):
    """Who has a proceeding in hand, in one role, from one day to another. Told under the survivor's key: whose file an
    officer holds says whose file there is. `left` with an empty `until` means that the day is not known."""

    proceeding = models.ForeignKey(Proceeding, models.PROTECT, related_name="officials")
    role = models.CharField(max_length=12, choices=OfficialRole.choices)
    name = EncryptedText()
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    phone = EncryptedText(blank=True)
    remark = EncryptedText(blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    left = models.BooleanField(default=False)

    objects = OfProceedingQuerySet.as_manager()

    class Meta:
        ordering = ["left", "since", "id"]
        constraints = [
            models.CheckConstraint(name="official_role_is_known", condition=Q(role__in=OfficialRole.values)),
            models.CheckConstraint(name="who_has_a_last_day_has_left", condition=Q(until=None) | Q(left=True)),
        ]

    def __str__(self) -> str:
        return f"{self.proceeding_id} {self.role}"

    @property
    def key_owner_id(self) -> uuid.UUID:
        return self.proceeding.case.survivor_id


class Outcome(UUIDModel):
    """How a proceeding ended for one respondent; written from replay, taken back when a later event reverses it."""

    proceeding = models.ForeignKey(Proceeding, models.PROTECT, related_name="outcomes")
    event = models.ForeignKey(Event, models.PROTECT, related_name="outcomes")
    respondent = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="outcomes")
    outcome = models.CharField(max_length=20)
    happened_on = models.DateField()

    objects = OfProceedingQuerySet.as_manager()

    class Meta:
        ordering = ["happened_on", "id"]
        indexes = [models.Index(fields=["outcome", "happened_on"], name="outcomes_counted")]
        constraints = [
            models.UniqueConstraint(fields=["event", "respondent"], name="one_outcome_for_each_respondent"),
            models.UniqueConstraint(
                fields=["event"], condition=Q(respondent=None), name="one_outcome_that_names_nobody"
            ),
        ]

    def __str__(self) -> str:
        return self.outcome
