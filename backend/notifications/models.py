"""The outbox: what is to be told, to whom, by which channel, and how far that is."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from backend.accounts.models import Organisation
from backend.kernel.models import UUIDModel


class DeliveryState(models.TextChoices):
    PENDING = "pending"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


UNFINISHED = (DeliveryState.PENDING, DeliveryState.QUEUED, DeliveryState.SENDING)


class DeliveryQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "DeliveryQuerySet":
        """A person's own messages in the inbox."""
        return self.filter(user=user.pk, channel="inbox", state=DeliveryState.SENT)

    def unread(self) -> "DeliveryQuerySet":
        return self.filter(read_at=None)


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
            models.Index(fields=["next_at"], condition=Q(state__in=UNFINISHED), name="deliveries_to_do"),
            models.Index(fields=["user", "channel", "-sent_at"], name="inbox_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel} {self.state}"
