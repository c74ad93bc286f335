"""Registering people and keeping what is known of them right."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import Organisation, User
from backend.accounts.policies import may_open_cases
from backend.audit.services import record
from backend.kernel.clock import ALMATY
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage, StaleVersion
from backend.people.indexing import index_person
from backend.people.models import Consent, NamedPerson, Person, Survivor
from backend.vault.keys import create_key

LONGEST_NAME = 200


def _check(facts: dict[str, Any], at: datetime) -> None:
    if len(facts.get("legal_name") or "") > LONGEST_NAME:
        raise InvalidInput(_("A name may have at most 200 characters."), field="legal_name")
    born = facts.get("birth_date")
    if born and born > at.date():
        raise InvalidInput(_("A birth date cannot lie in the future."), field="birth_date")


@transaction.atomic
def register_survivor(organisation: Organisation, *, by: User, at: datetime, **facts: Any) -> Survivor:
    """Make a survivor's row under a key of her own. `facts` are the model's fields; `pseudonym` is compulsory.

    The key is committed in its own database first: should the row fail, an orphan key is all that is left.
    """
    _check(facts, at)
    if not may_open_cases(by, organisation.pk):
        raise NotAllowed(_("You may not open cases in this organisation."))
    if not (facts.get("pseudonym") or "").strip():
        raise InvalidInput(_("Choose a pseudonym: it is what colleagues see instead of the name."), field="pseudonym")
    survivor = Survivor(organisation=organisation, **facts)
    create_key(survivor.pk, "survivor")
    survivor.save(force_insert=True)
    index_person(survivor, organisation_id=organisation.pk)
    _note(survivor, "survivor.created", by=by, at=at, organisation_id=organisation.pk)
    return survivor


@transaction.atomic
def register_person(survivor: Survivor, *, by: User, at: datetime, **facts: Any) -> Person:
    """Make the row of another person, under the key of the survivor in whose case she or he appears."""
    _check(facts, at)
    person = Person(survivor=survivor, **facts)
    person.save(force_insert=True)
    index_person(person, organisation_id=survivor.organisation_id)
    _note(person, "person.created", by=by, at=at, organisation_id=survivor.organisation_id)
    return person


@transaction.atomic
def correct_person(person: NamedPerson, *, expected_version: int | None, by: User, at: datetime, **facts: Any) -> None:
    """Correct what is known of a survivor or person; a stale version is refused and nothing is saved."""
    _check(facts, at)
    current = type(person)._default_manager.select_for_update().get(pk=person.pk)
    if expected_version is not None and current.version != expected_version:
        raise StaleVersion(_("Somebody else changed this record meanwhile. Look at it again; what you typed is kept."))
    for name, value in facts.items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    organisation_id = current.organisation_id if isinstance(current, Survivor) else current.survivor.organisation_id
    index_person(current, organisation_id=organisation_id)
    verb = "survivor.updated" if isinstance(current, Survivor) else "person.updated"
    _note(current, verb, by=by, at=at, organisation_id=organisation_id, fields=sorted(facts))
    person.version = current.version


@transaction.atomic
def give_consent(survivor: Survivor, purpose: str, *, given_on: date, by: User, at: datetime) -> Consent:
    """Record that the survivor agreed to one purpose."""
    if given_on > at.astimezone(ALMATY).date():
        raise InvalidInput(_("A consent cannot be given in the future."), field="given_on")
    consent = Consent.objects.create(survivor=survivor, purpose=purpose, given_on=given_on)
    _note(survivor, "consent.given", by=by, at=at, organisation_id=survivor.organisation_id, purpose=purpose)
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: User, at: datetime, withdrawn_on: date | None = None) -> Consent:
    """Record that the survivor took a consent back (by default today); the row stays, dated."""
    today = at.astimezone(ALMATY).date()
    withdrawn_on = withdrawn_on or today
    consent = Consent.objects.select_for_update(of=("self",)).select_related("survivor").get(pk=consent.pk)
    if consent.withdrawn_on is not None:
        raise NotAtThisStage(_("This consent has already been withdrawn."))
    if not consent.given_on <= withdrawn_on <= today:
        raise InvalidInput(_("A consent is withdrawn after it was given, and not in the future."), field="withdrawn_on")
    consent.withdrawn_on = withdrawn_on
    consent.save(update_fields=["withdrawn_on"])
    survivor = consent.survivor
    _note(
        survivor, "consent.withdrawn", by=by, at=at, organisation_id=survivor.organisation_id, purpose=consent.purpose
    )
    return consent


def _note(person: Any, verb: str, *, by: User, at: datetime, organisation_id: Any, **detail: Any) -> None:
    record(
        f"organisation:{organisation_id}",
        verb,
        by=by,
        at=at,
        organisation_id=organisation_id,
        subject=str(person.pk),
        **detail,
    )
