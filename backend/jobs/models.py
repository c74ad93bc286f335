"""Slots of the clock, messages of the database's own queue, and answers that a repeated request gets again."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q


class PeriodicSlot(models.Model):
    """The last slot of a periodic job that some clock has taken."""

    name = models.CharField(max_length=60, primary_key=True)
    slot = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.slot}"


class QueuedMessageQuerySet(models.QuerySet[Any]):
    def alive(self) -> "QueuedMessageQuerySet":
        """Still to be worked on, or being worked on."""
        return self.filter(dead_at=None)

    def dead(self) -> "QueuedMessageQuerySet":
        """Dead letters: given up, and kept until somebody looks at them (`manage.py dead_letters`)."""
        return self.exclude(dead_at=None)


class QueuedMessage(models.Model):
    """One message of the database broker: ids for an actor, and who is working on it until when.

    `next_at` is the moment from which a worker may take it: None is at once (so that no clock set wrong can hide a
    message), a later moment is a delay, or the end of the lease of whoever took it. `takes` counts the takings and
    fences: only who took it last may remove it.
    """

    queue = models.CharField(max_length=60)
    actor = models.CharField(max_length=120)
    body = models.TextField()
    enqueued_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True)
    holder = models.CharField(max_length=120, blank=True)
    takes = models.PositiveIntegerField(default=0)
    dead_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    objects = QueuedMessageQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["queue", "id"], condition=Q(dead_at=None), name="messages_alive")]

    def __str__(self) -> str:
        return f"{self.queue} {self.actor} {self.pk}"


class IdempotentAnswer(models.Model):
    """What a request sent with a key of its own made: the id of a row (pages), or its first answer word for word (API).

    The body of an answer is sealed by whoever hands it in, and goes after a day.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    request_hash = models.CharField(max_length=64)
    reference = models.CharField(max_length=60, blank=True)
    status = models.PositiveSmallIntegerField(default=0)
    sealed = models.BinaryField(default=bytes)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_answer_to_a_key")]

    def __str__(self) -> str:
        return str(self.pk)
