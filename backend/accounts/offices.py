"""The offices of an organisation: opened, corrected, closed to new cases. Codes once given stay as they are."""

import re
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import Organisation, User
from backend.accounts.office_models import Office
from backend.accounts.policies import may_change_settings
from backend.accounts.telling import note
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage, StaleVersion
from backend.language.letters import taken_for_each_other

PREFIX = re.compile(r"[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{1,6}")
FACTS = {"name": 120, "region": 40, "address": 300}


def first_office(organisation: Organisation) -> Office:
    """The office at which a case is opened when nobody says at which: the oldest that takes cases."""
    office = Office.objects.open().filter(organisation=organisation).order_by("id").first()
    if office is None:
        raise NotAtThisStage(
            _("No office of the organisation takes new cases. A coordinator opens one in the settings.")
        )
    return office


def check_prefix(prefix: str) -> None:
    """Refuse a prefix that is none, or that another office of the installation has, in these letters or look-alikes."""
    if not PREFIX.fullmatch(prefix):
        raise InvalidInput(_("The prefix of case codes has one to six capital letters."), field="prefix")
    if Office.objects.filter(prefix=prefix).exists():
        raise InvalidInput(_("Another office has the prefix %(prefix)s.") % {"prefix": prefix}, field="prefix")
    for taken in Office.objects.values_list("prefix", flat=True):
        if taken_for_each_other(prefix, taken):
            raise InvalidInput(
                _("%(prefix)s looks or sounds like %(taken)s, the prefix of another office. Choose other letters.")
                % {"prefix": prefix, "taken": taken},
                field="prefix",
            )


@transaction.atomic
def open_office(
    organisation: Organisation, *, name: str, prefix: str, by: User, at: datetime, region: str = "", address: str = ""
) -> Office:
    """A new office; the codes of the cases opened there begin with its prefix."""
    _coordinator_only(by, organisation.pk)
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # two who choose one prefix take turns
    prefix = prefix.strip().upper()
    check_prefix(prefix)
    facts = _checked({"name": name, "region": region, "address": address})
    office = Office.objects.create(organisation=organisation, prefix=prefix, **facts)
    note(organisation.pk, "office.opened", by=by, at=at, subject=office.pk, prefix=prefix)
    return office


@transaction.atomic
def change_office(office: Office, *, expected_version: int | None, by: User, at: datetime, **facts: Any) -> Office:
    """Correct the name, region or address of an office. Its prefix stays: codes that people know begin with it."""
    office = _locked(office, by)
    if expected_version is not None and office.version != expected_version:
        raise StaleVersion(_("Somebody else changed this record meanwhile. Look at it again; what you typed is kept."))
    facts = _checked(facts)
    changed = sorted(name for name, value in facts.items() if getattr(office, name) != value)
    if changed:
        for name in changed:
            setattr(office, name, facts[name])
        _save(office, *changed)
        note(
            office.organisation_id,
            "office.updated",
            by=by,
            at=at,
            subject=office.pk,
            fields=changed,
            version=office.version,
        )
    return office


@transaction.atomic
def close_office(office: Office, *, by: User, at: datetime) -> Office:
    """Take no new cases there any more; its cases and their codes stay. The last open office stays open."""
    Organisation.objects.select_for_update().get(pk=office.organisation_id)  # two closings at once take turns
    office = _locked(office, by)
    if office.closed_at is None:
        if not Office.objects.open().filter(organisation=office.organisation_id).exclude(pk=office.pk).exists():
            raise NotAtThisStage(_("This is the last office that takes cases. Open another one first."))
        office.closed_at = at
        _save(office, "closed_at")
        note(office.organisation_id, "office.closed", by=by, at=at, subject=office.pk, prefix=office.prefix)
    return office


@transaction.atomic
def reopen_office(office: Office, *, by: User, at: datetime) -> Office:
    """Take new cases there again, under the same prefix."""
    office = _locked(office, by)
    if office.closed_at is not None:
        office.closed_at = None
        _save(office, "closed_at")
        note(office.organisation_id, "office.reopened", by=by, at=at, subject=office.pk, prefix=office.prefix)
    return office


def _locked(office: Office, by: User) -> Office:
    _coordinator_only(by, office.organisation_id)
    held: Office = Office.objects.select_for_update(of=("self",)).get(pk=office.pk)
    return held


def _save(office: Office, *changed: str) -> None:
    office.version += 1
    office.save(update_fields=[*changed, "version"])


def _coordinator_only(by: User, organisation_id: Any) -> None:
    if not may_change_settings(by, organisation_id):
        raise NotAllowed(_("Only a coordinator changes the settings of the organisation."))


def _checked(facts: dict[str, Any]) -> dict[str, str]:
    """The facts as they are kept. Raises InvalidInput for what is too long, and for an office without a name."""
    if unknown := facts.keys() - FACTS:
        raise TypeError(f"Not a fact of an office: {', '.join(sorted(unknown))}")
    kept = {name: " ".join(str(value or "").split()) for name, value in facts.items()}
    if "name" in kept and not kept["name"]:
        raise InvalidInput(_("An office has a name."), field="name")
    for name, value in kept.items():
        if len(value) > FACTS[name]:
            raise InvalidInput(_("At most %(limit)d characters fit here.") % {"limit": FACTS[name]}, field=name)
    return kept
