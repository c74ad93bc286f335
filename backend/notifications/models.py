"""The outbox: what is to be told, to whom, by which channel, and how far that is."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from backend.accounts.models import Organisation
from backend.kernel.models import UUIDModel
from backend.notifications.waits import WAITS, lease


class DeliveryState(models.TextChoices):
    """How far a message is. WITHHELD: its reader no longer works there, so nothing was sent."""

    PENDING = "pending"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    WITHHELD = "withheld"


HELD = (DeliveryState.QUEUED, DeliveryState.SENDING)
UNFINISHED = (DeliveryState.PENDING, *HELD)


class DeliveryQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "DeliveryQuerySet":
        """A person's own messages in the inbox."""
        return self.filter(user=user.pk, channel="inbox", state=DeliveryState.SENT)

    def unread(self) -> "DeliveryQuerySet":
        return self.filter(read_at=None)

    def to_hand_out(self, now: datetime) -> "DeliveryQuerySet":
        """Unfinished ones whose moment has come at `now`: due, to be tried again, or held by nobody any more.

        A lease or a wait longer than any that is given was written by a clock that stood wrong and has been set
        back; it holds nothing up. Twice the length leaves room for hosts whose clocks differ.
        """
        lease_too_long = Q(state__in=HELD, next_at__gt=now + 2 * lease())
        wait_too_long = Q(state=DeliveryState.PENDING, attempts__gt=0, next_at__gt=now + 2 * WAITS[-1])
        return self.filter(Q(next_at__lte=now) | lease_too_long | wait_too_long, state__in=UNFINISHED)


class Delivery(UUIDModel):
    """One message by one channel. `params` holds codes, keys and moments only; the words are made when it is sent.

    `uncertain` counts the times a sender vanished after it had begun: then nobody knows whether the message went
    out, and it is sent again, marked as a repeat.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=[("inbox", "inbox"), ("email", "e-mail")])
    kind = models.CharField(max_length=30)
    params = models.JSONField(default=dict)
    dedup_key = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=DeliveryState.choices, default=DeliveryState.PENDING)
    next_at = models.DateTimeField()
    claim_no = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    uncertain = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["dedup_key", "user", "channel"], name="told_once_by_each_channel"),
            models.CheckConstraint(name="delivery_state_is_known", condition=Q(state__in=DeliveryState.values)),
        ]
        indexes = [
            models.Index(
                fields=["state", "next_at"], name="deliveries_to_do"
            ),  # SQLite would not see that a partial one fits
            models.Index(fields=["user", "channel", "-sent_at"], name="inbox_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel} {self.state}"


class MailChoice(models.Model):
    """Which messages of the kinds that may be left out a person wants by mail as well; none of a row is everything."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="mail_choice")
    by_mail = models.BooleanField(default=True)
    left_out = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.pk)
