"""Where an organisation works and how it wants the house to behave. `models` imports this so that Django finds the tables."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.kernel.models import UUIDModel, Versioned


class OfOrganisationQuerySet(models.QuerySet[Any]):
    """Rows with an `organisation`: seen by its members."""

    def visible_to(self, user: Any) -> "OfOrganisationQuerySet":
        return self.filter(organisation__in=user.memberships.filter(ended_at=None).values("organisation"))


class OfficeQuerySet(OfOrganisationQuerySet):
    def open(self) -> "OfficeQuerySet":
        """Those at which cases are opened."""
        return self.filter(closed_at=None)


class Office(UUIDModel, Versioned):
    """A place at which cases are opened. Its prefix begins their codes (АЛ-26-0147) and is nobody else's here."""

    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="offices")
    name = models.CharField(max_length=120, verbose_name=_("name of the office"))
    prefix = models.CharField(max_length=6, unique=True)
    region = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.prefix} · {self.name}"


class OrganisationSettings(UUIDModel, Versioned):
    """What an organisation set for itself; while there is no row, the defaults of `accounts.settings` count."""

    organisation = models.OneToOneField("accounts.Organisation", models.PROTECT, related_name="own_settings")
    hearing_hours = models.JSONField(default=list)
    our_days = models.JSONField(default=list)
    overdue_days = models.JSONField(default=list)
    retention_years = models.PositiveSmallIntegerField()
    rights = models.JSONField(default=dict)

    objects = OfOrganisationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.version}"


class DayOff(UUIDModel):
    """A day on which the organisation does not work. The law's terms know nothing of it."""

    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="days_off")
    day = models.DateField()
    name = models.CharField(max_length=120, blank=True)

    objects = OfOrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["organisation", "day"], name="a_day_off_once")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"
