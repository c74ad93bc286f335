"""What is due, from whom, until when and by which rule; and who is told of it when."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.deadlines.querysets import DeadlineQuerySet, ReminderQuerySet
from backend.kernel.models import UUIDModel
from backend.proceedings.models import Event, Hearing, Proceeding


class DeadlineState(models.TextChoices):
    OPEN = "open", _("running")
    MET = "met", _("met")
    MET_LATE = "met_late", _("met late")
    CANCELLED = "cancelled", _("no longer counts")
    WAIVED = "waived", _("waived")


class Obligor(models.TextChoices):
    US = "us", _("us")
    AUTHORITY = "authority", _("authority")
    COURT = "court", _("court")
    OTHER = "other", _("other side")


class Deadline(UUIDModel):
    """A due moment derived from an event by a rule, with the version of the rule that produced it.

    `act_by` is the moment by which our side must act (the safe reading); `due_at` the one after which the obligor
    is late. Both are exclusive ends: 24:00 of the last day is 00:00 of the next. Overdue is asked, never stored. Neither
    is known while nobody has named the day of a term counted by hand, nor while the clock stands still.
    """

    proceeding = models.ForeignKey(Proceeding, models.PROTECT, related_name="deadlines")
    trigger = models.ForeignKey(Event, models.PROTECT, related_name="deadlines")
    rule_key = models.CharField(max_length=80)
    rule_version = models.CharField(max_length=40)
    obligor = models.CharField(max_length=10, choices=Obligor.choices)
    due_at = models.DateTimeField(null=True)
    act_by = models.DateTimeField(null=True)
    article = models.CharField(max_length=120)
    needs_review = models.BooleanField(default=False)
    calendar_version = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=DeadlineState.choices, default=DeadlineState.OPEN)
    met_by = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="+")
    met_at = models.DateTimeField(null=True, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = [models.F("act_by").asc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(
                name="a_deadline_has_both_ends_or_none",
                condition=Q(due_at=None, act_by=None) | Q(due_at__isnull=False, act_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["proceeding", "trigger", "rule_key"], name="one_deadline_of_a_rule_and_event"
            ),
            models.CheckConstraint(name="deadline_state_is_known", condition=Q(state__in=DeadlineState.values)),
        ]
        indexes = [
            models.Index(fields=["obligor", "due_at"], condition=Q(state="open"), name="running_deadlines"),
            models.Index(fields=["act_by", "id"], condition=Q(state="open"), name="running_by_day"),
        ]

    def __str__(self) -> str:
        return self.rule_key

    def is_overdue(self, now: datetime) -> bool:
        """Whether the last moment has passed at `now` with nothing having satisfied it."""
        return self.state == DeadlineState.OPEN and self.due_at is not None and self.due_at <= now


class ReminderKind(models.TextChoices):
    DUE_SOON = "deadline_due_soon", _("our deadline is near")
    OVERDUE = "authority_overdue", _("an authority is late")
    HEARING = "hearing_reminder", _("hearing ahead")


class Reminder(UUIDModel):
    """One thing that one person is to be told at one moment. The row is the truth; messages only carry it."""

    kind = models.CharField(max_length=20, choices=ReminderKind.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reminders")
    proceeding = models.ForeignKey(Proceeding, models.PROTECT, related_name="reminders")
    deadline = models.ForeignKey(Deadline, models.CASCADE, null=True, blank=True, related_name="reminders")
    hearing = models.ForeignKey(Hearing, models.CASCADE, null=True, blank=True, related_name="reminders")
    due_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "user", "deadline", "due_at"], name="told_once_of_a_deadline"),
            models.UniqueConstraint(fields=["kind", "user", "hearing", "due_at"], name="told_once_of_a_hearing"),
            models.CheckConstraint(
                name="reminder_of_a_deadline_or_a_hearing",
                condition=Q(deadline=None, hearing__isnull=False) | Q(deadline__isnull=False, hearing=None),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(handed_at=None, cancelled_at=None), name="reminders_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_at:%Y-%m-%d %H:%M}"
