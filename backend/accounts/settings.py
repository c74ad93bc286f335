"""How an organisation wants the house to behave, read in one place: `settings_of`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from backend.accounts.office_models import DayOff, OrganisationSettings
from backend.accounts.rights import DEFAULT_RIGHTS, Rights

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Settings:
    """Lead times of reminders, how long closed cases are kept, who may do what, and the days nobody is there.

    `version` 0 says that nothing was set yet. `days_off` changes no term of the law.
    """

    hearing_hours: tuple[int, ...] = (24, 2)
    our_days: tuple[int, ...] = (3, 1, 0)
    overdue_days: tuple[int, ...] = (0,)
    retention_years: int = 5
    rights: Rights = field(default_factory=lambda: dict(DEFAULT_RIGHTS))
    days_off: frozenset[date] = frozenset()
    version: int = 0

    def works_on(self, day: date) -> bool:
        return day not in self.days_off

    def working_before(self, day: date) -> date:
        """The day itself if the organisation works on it, else the one before on which it does."""
        while day in self.days_off:
            day -= _DAY
        return day

    def working_after(self, day: date) -> date:
        """The day itself if the organisation works on it, else the next on which it does."""
        while day in self.days_off:
            day += _DAY
        return day


DEFAULTS = Settings()
TERMS = ("hearing_hours", "our_days", "overdue_days")


def settings_of(organisation: Any) -> Settings:
    """What the organisation (a row or its id) has set, and the defaults for what it has not."""
    organisation_id = getattr(organisation, "pk", organisation)
    days_off = DayOff.objects.filter(organisation=organisation_id).values_list("day", flat=True)
    row = OrganisationSettings.objects.filter(organisation=organisation_id).first()
    return _told(row, frozenset(days_off))


def rights_of(organisation_id: Any) -> Rights:
    """Only the table of rights: asked at many doors, in one question to the database."""
    told = OrganisationSettings.objects.filter(organisation=organisation_id).values_list("rights", flat=True).first()
    return _rights(told or {})


def rights_in(row: OrganisationSettings | None) -> Rights:
    """The table of rights in a row that is at hand, or the defaults where nothing was set."""
    return _rights(row.rights if row else {})


def _told(row: Any, days_off: frozenset[date]) -> Settings:
    if row is None:
        return Settings(days_off=days_off)
    return Settings(
        **{name: tuple(getattr(row, name)) for name in TERMS},
        retention_years=row.retention_years,
        rights=_rights(row.rights),
        days_off=days_off,
        version=row.version,
    )


def _rights(told: Mapping[str, Any]) -> Rights:
    """A right that came into the house after the row was written has its default."""
    return {right: tuple(told.get(right, roles)) for right, roles in DEFAULT_RIGHTS.items()}
