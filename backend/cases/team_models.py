"""Places on a team on their way to somebody: offered to a volunteer, handed over by whoever leads.

`models` imports this module so that Django finds the tables; it names `Case` as text and imports nothing of it.
"""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from backend.cases.team_choices import AskState, OfferedRole, Staying
from backend.cases.team_querysets import HandoverQuerySet, OfferQuerySet
from backend.cases.work_models import OfCase
from backend.kernel.clock import ALMATY
from backend.vault.fields import EncryptedText

USER = settings.AUTH_USER_MODEL
OPEN = Q(state="open")


class Asked(OfCase):
    """Something one colleague asks of another about a case, until she answers, it is withdrawn, or its time is over."""

    to_user: Any
    state = models.CharField(max_length=9, choices=AskState.choices, default=AskState.OPEN)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = EncryptedText(blank=True)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return self.state == AskState.OPEN


class Offer(Asked):
    """A place on the team offered to a colleague. Before she accepts she sees the frame of the case and the message."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="offers")
    to_user = models.ForeignKey(USER, models.PROTECT, related_name="offers")
    role = models.CharField(max_length=6, choices=OfferedRole.choices, verbose_name=_("place on the team"))
    message = EncryptedText(blank=True)
    hours_a_week = models.PositiveSmallIntegerField(null=True, blank=True)
    offered_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(fields=["to_user", "expires_at"], condition=OPEN, name="open_offers_of_person"),
            models.Index(fields=["expires_at"], condition=OPEN, name="offers_that_will_expire"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "to_user"], condition=OPEN, name="one_open_offer_to_a_person"),
            models.UniqueConstraint(
                fields=["case", "role"],
                condition=OPEN & Q(role__in=("lead", "second")),
                name="one_open_offer_of_a_place",
            ),
            models.CheckConstraint(name="offer_state_is_known", condition=Q(state__in=AskState.values)),
            models.CheckConstraint(name="offered_place_is_known", condition=Q(role__in=OfferedRole.values)),
            models.CheckConstraint(name="offer_ends_after_it_begins", condition=Q(expires_at__gt=F("asked_at"))),
            models.CheckConstraint(
                name="an_ended_offer_says_when",
                condition=Q(state="open", ended_at=None) | (~Q(state="open") & Q(ended_at__isnull=False)),
            ),
        ]

    @property
    def last_day(self) -> date:
        """The last day on which it can be answered: `expires_at` is the exclusive end of it."""
        return (self.expires_at - timedelta(microseconds=1)).astimezone(ALMATY).date()


class Handover(Asked):
    """The lead asks a colleague to take the case over. Until she accepts, the old lead stays."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="handovers")
    from_user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    to_user = models.ForeignKey(USER, models.PROTECT, related_name="handovers")
    note = EncryptedText()
    staying = models.CharField(max_length=6, choices=Staying.choices, default=Staying.GONE)
    read = models.JSONField(default=list)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["to_user"], condition=OPEN, name="open_handovers_to_person")]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=OPEN, name="one_open_handover_of_a_case"),
            models.CheckConstraint(name="handover_state_is_known", condition=Q(state__in=AskState.values)),
            models.CheckConstraint(name="staying_is_known", condition=Q(staying__in=Staying.values)),
            models.CheckConstraint(
                name="an_ended_handover_says_when",
                condition=Q(state="open", ended_at=None) | (~Q(state="open") & Q(ended_at__isnull=False)),
            ),
        ]
