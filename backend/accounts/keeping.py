"""What a coordinator sets for her organisation: how it is called, when it reminds, who may do what, when it rests."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import Organisation, User
from backend.accounts.office_models import DayOff, OrganisationSettings
from backend.accounts.policies import may_change_settings
from backend.accounts.rights import settled
from backend.accounts.settings import DEFAULTS, TERMS
from backend.accounts.signals import settings_changed
from backend.accounts.telling import note
from backend.kernel.clock import ALMATY
from backend.kernel.errors import InvalidInput, NotAllowed, StaleVersion

FACTS = {"name": 200, "name_kk": 200, "short_name": 60, "region": 40, "address": 300, "phone": 40, "email": 254}
LONGEST = {"hearing_hours": 24 * 14, "our_days": 30, "overdue_days": 30}
MOST = 5
YEARS = (1, 75)
FURTHEST_YEARS = 3


@transaction.atomic
def change_organisation(
    organisation: Organisation, *, expected_version: int | None, by: User, at: datetime, **facts: str
) -> Organisation:
    """Correct how the organisation is called and reached; what is left out stays."""
    row = _locked(organisation, by)
    _expect(row.version, expected_version)
    if unknown := facts.keys() - FACTS:
        raise TypeError(f"Not a fact of an organisation: {', '.join(sorted(unknown))}")
    facts = {name: " ".join(value.split()) for name, value in facts.items()}
    _check_facts(facts)
    changed = sorted(name for name, value in facts.items() if getattr(row, name) != value)
    if changed:
        for name in changed:
            setattr(row, name, facts[name])
        row.version += 1
        row.save(update_fields=[*changed, "version"])
        note(row.pk, "organisation.updated", by=by, at=at, fields=changed, version=row.version)
    return row


def _check_facts(facts: Mapping[str, str]) -> None:
    for name in ("name", "short_name"):
        if name in facts and not facts[name]:
            raise InvalidInput(_("An organisation has a full and a short name."), field=name)
    for name, value in facts.items():
        if len(value) > FACTS[name]:
            raise InvalidInput(_("At most %(limit)d characters fit here.") % {"limit": FACTS[name]}, field=name)
    if facts.get("email"):
        try:
            validate_email(facts["email"])
        except ValidationError:
            raise InvalidInput(_("Enter an e-mail address, for example name@example.org."), field="email") from None


@transaction.atomic
def change_settings(
    organisation: Organisation, *, expected_version: int | None, by: User, at: datetime, **facts: Any
) -> OrganisationSettings:
    """Set lead times (`hearing_hours`, `our_days`, `overdue_days`), `retention_years` or `rights`; the rest stays.

    `expected_version` is that of `settings_of`, 0 while nothing was set. New lead times count for reminders that have
    not gone out yet, retention for cases closed from now on.
    """
    _locked(organisation, by)
    row = _row(organisation)
    _expect(0 if row._state.adding else row.version, expected_version)
    facts = _checked(facts)
    changed = sorted(name for name, value in facts.items() if getattr(row, name) != value)
    if not changed:
        return row
    for name in changed:
        setattr(row, name, facts[name])
    row.version = 1 if row._state.adding else row.version + 1
    row.save()
    rights = changed == ["rights"]
    verb = "organisation.rights_changed" if rights else "organisation.settings_changed"
    note(organisation.pk, verb, by=by, at=at, subject=row.pk, fields=changed, version=row.version)
    if set(changed) & set(TERMS):
        settings_changed.send(sender=OrganisationSettings, organisation_id=organisation.pk, at=at)
    return row


def _row(organisation: Organisation) -> OrganisationSettings:
    row = OrganisationSettings.objects.filter(organisation=organisation).first()
    return row or OrganisationSettings(
        organisation=organisation, retention_years=DEFAULTS.retention_years, rights=settled(DEFAULTS.rights),
        **{name: list(getattr(DEFAULTS, name)) for name in TERMS},
    )  # fmt: skip


def _checked(facts: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := facts.keys() - {*TERMS, "retention_years", "rights"}:
        raise TypeError(f"Not a setting of an organisation: {', '.join(sorted(unknown))}")
    kept: dict[str, Any] = {name: _terms(name, facts[name]) for name in TERMS if name in facts}
    if "retention_years" in facts:
        if not YEARS[0] <= facts["retention_years"] <= YEARS[1]:
            raise InvalidInput(_("Closed cases are kept for 1 to 75 years."), field="retention_years")
        kept["retention_years"] = facts["retention_years"]
    if "rights" in facts:
        kept["rights"] = settled(facts["rights"])
    return kept


def _terms(name: str, told: Iterable[int]) -> list[int]:
    """Lead times, the longest first, each once. Nobody is left without any reminder of a term or a hearing."""
    terms = sorted(set(told), reverse=True)
    if not terms:
        raise InvalidInput(_("At least one reminder stays: a term nobody is told of is missed."), field=name)
    if len(terms) > MOST:
        raise InvalidInput(_("At most %(limit)d reminders.") % {"limit": MOST}, field=name)
    if terms[-1] < 0 or terms[0] > LONGEST[name]:
        raise InvalidInput(_("Enter numbers from 0 to %(limit)d.") % {"limit": LONGEST[name]}, field=name)
    if name == "hearing_hours" and terms[-1] == 0:
        raise InvalidInput(_("A reminder at the hour of the hearing comes too late: enter 1 or more."), field=name)
    return terms


@transaction.atomic
def add_day_off(organisation: Organisation, day: date, *, name: str = "", by: User, at: datetime) -> DayOff:
    """A day on which the organisation does not work: reminders and suggestions avoid it. A second time changes nothing."""
    _locked(organisation, by)
    today = at.astimezone(ALMATY).date()
    if day < today:
        raise InvalidInput(_("This day has passed: choose today or a later one."), field="day")
    if day.year > today.year + FURTHEST_YEARS:
        raise InvalidInput(_("A day more than three years ahead must be a slip: check the year."), field="day")
    name = " ".join(name.split())[:120]
    row, made = DayOff.objects.get_or_create(organisation=organisation, day=day, defaults={"name": name})
    if made:
        note(organisation.pk, "day_off.added", by=by, at=at, subject=row.pk, day=day.isoformat())
        settings_changed.send(sender=DayOff, organisation_id=organisation.pk, at=at)
    return row


@transaction.atomic
def remove_day_off(row: DayOff, *, by: User, at: datetime) -> None:
    """The organisation works on that day after all."""
    _locked(row.organisation, by)
    removed, _rows = DayOff.objects.filter(pk=row.pk).delete()
    if removed:
        note(row.organisation_id, "day_off.removed", by=by, at=at, subject=row.pk, day=row.day.isoformat())
        settings_changed.send(sender=DayOff, organisation_id=row.organisation_id, at=at)


def _locked(organisation: Organisation, by: User) -> Organisation:
    if not may_change_settings(by, organisation.pk):
        raise NotAllowed(_("Only a coordinator changes the settings of the organisation."))
    held: Organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    return held


def _expect(version: int, expected: int | None) -> None:
    if expected is not None and version != expected:
        raise StaleVersion(_("Somebody else changed this record meanwhile. Look at it again; what you typed is kept."))
