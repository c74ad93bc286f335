"""Slots of the clock, and answers that a repeated request gets again."""

from django.conf import settings
from django.db import models


class PeriodicSlot(models.Model):
    """The last slot of a periodic job that some clock has taken."""

    name = models.CharField(max_length=60, primary_key=True)
    slot = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} {self.slot}"


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
