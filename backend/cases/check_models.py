"""What checks at intake leave behind: each run, what it found, and the leads' consent to open a match.

`models` imports this module so that Django finds the tables; it names `Case` as text and imports nothing of it.
"""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from backend.cases.check_choices import LIVE, OF_A_REPEAT, Because, Decision, Question, RequestState, Result, Strength
from backend.cases.check_querysets import CheckQuerySet, FindingQuerySet, MatchRequestQuerySet
from backend.kernel.models import UUIDModel, Versioned
from backend.people.models import Person, Survivor
from backend.vault.fields import EncryptedText

USER = settings.AUTH_USER_MODEL


class Check(UUIDModel):
    """One comparison of one person of a case with all that is on record. It says that something was met, never what.

    `result` is told to whoever decides; `result_but_members` to the one of them whom a finding is about.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="checks")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    survivor = models.ForeignKey(Survivor, models.PROTECT, null=True, blank=True, related_name="+")
    because = models.CharField(max_length=10, choices=Because.choices)
    compared = models.JSONField(default=list)
    result = models.CharField(max_length=10, choices=Result.choices)
    result_but_members = models.CharField(max_length=10, choices=Result.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["case", "-made_at"], name="checks_of_case"),
            models.Index(fields=["made_by", "-made_at"], name="checks_by_person"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Finding(UUIDModel, Versioned):
    """Somebody of a case who seems to appear elsewhere. What the other case is stays closed; `mirror` is its own finding.

    `key` holds who was met where, so that the same is found once. `gone_at`: a correction has shown that it is not so.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="findings")
    key = models.CharField(max_length=240, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="findings")
    survivor = models.ForeignKey(Survivor, models.PROTECT, null=True, blank=True, related_name="findings")
    question = models.CharField(max_length=10, choices=Question.choices)
    strength = models.CharField(max_length=10, choices=Strength.choices)
    other_case = models.ForeignKey("cases.Case", models.PROTECT, null=True, blank=True, related_name="+")
    other_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    member = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    mirror = models.OneToOneField("self", models.SET_NULL, null=True, blank=True, related_name="+")
    found_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=12, choices=Decision.choices, blank=True)
    reason = EncryptedText(null=True, blank=True)  # none: a finding is written without anybody's key at hand
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["-found_at", "-id"]
        indexes = [
            models.Index(fields=["case", "-found_at"], name="findings_of_case"),
            models.Index(fields=["case"], condition=Q(decision="", gone_at=None), name="findings_undecided"),
            models.Index(fields=["member"], condition=Q(gone_at=None), name="findings_about_member"),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_decision_says_when_and_by_whom",
                condition=Q(decision="", decided_at=None, decided_by=None)
                | (~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def key_owner_id(self) -> uuid.UUID:
        return self.case.survivor_id

    @property
    def is_conflict(self) -> bool:
        return self.question != Question.REPEAT

    @property
    def is_undecided(self) -> bool:
        return not self.decision and self.gone_at is None

    @property
    def can_be_opened(self) -> bool:
        """Whether there is another case that two leads could show each other."""
        return self.mirror_id is not None and self.gone_at is None and self.decision != OF_A_REPEAT[1]


class MatchRequest(UUIDModel, Versioned):
    """One lead asks the other to open a match. Both see while it stands accepted; either may end it at any time."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="asked")
    answering = models.ForeignKey(Finding, models.PROTECT, related_name="asked_of")
    pair = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.ASKED)
    note = EncryptedText(null=True, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MatchRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["answer_by"], condition=Q(state="asked"), name="requests_to_answer")]
        constraints = [
            models.UniqueConstraint(fields=["pair"], condition=Q(state__in=LIVE), name="one_live_request_of_a_match"),
            models.CheckConstraint(name="request_state_is_known", condition=Q(state__in=RequestState.values)),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def key_owner_id(self) -> uuid.UUID:
        """It is written for the other side, and is erased with her file."""
        return self.answering.case.survivor_id

    def is_open_at(self, now: datetime) -> bool:
        """Whether it can still be answered."""
        return self.state == RequestState.ASKED and now < self.answer_by
