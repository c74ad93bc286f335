"""Registering people and keeping what is known of them right."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import Organisation, User
from backend.audit.services import record
from backend.kernel.errors import NotAllowed, StaleVersion
from backend.people.checking import birth_year_band, tidied
from backend.people.consents import give_consent, withdraw_consent
from backend.people.correcting import Because, keep_corrections, refuse_former_words
from backend.people.indexing import index_person
from backend.people.models import NamedPerson, Person, Survivor
from backend.people.policies import may_keep_people
from backend.people.signals import person_corrected
from backend.vault.keys import create_key

__all__ = ["correct_person", "give_consent", "register_person", "register_survivor", "withdraw_consent"]

OF_EVERYBODY = {"legal_name", "iin", "birth_date", "phone", "address", "gender"}
OF_A_SURVIVOR = OF_EVERYBODY | {
    "pseudonym", "region", "language", "address_is_secret", "contact_channel", "contact_hours", "may_be_said",
    "code_phrase", "never_contact",
}  # fmt: skip
IDENTIFYING = {"legal_name", "iin", "birth_date"}
OF_A_PERSON = OF_EVERYBODY | {"workplace"}


@transaction.atomic
def register_survivor(organisation: Organisation, *, by: User, at: datetime, **facts: Any) -> Survivor:
    """Make a survivor's row under a key of her own. `facts` are the model's fields; `pseudonym` is compulsory.

    The key is committed in its own database first: should the row fail, an orphan key is all that is left.
    """
    _refuse_whoever_does_not_work_there(by, organisation.pk)
    kept = tidied({"pseudonym": "", **facts}, at=at)
    survivor = Survivor(organisation=organisation, birth_year_band=birth_year_band(kept.get("birth_date")), **kept)
    create_key(survivor.pk, "survivor")
    survivor.save(force_insert=True)
    index_person(survivor, organisation_id=organisation.pk)
    _note(survivor, "survivor.created", by=by, at=at)
    return survivor


@transaction.atomic
def register_person(survivor: Survivor, *, by: User, at: datetime, case_id: Any = None, **facts: Any) -> Person:
    """Make the row of another person, under the key of the survivor in whose case she or he appears."""
    _refuse_whoever_does_not_work_there(by, survivor.organisation_id)
    person = Person(survivor=survivor, **tidied(facts, at=at))
    person.save(force_insert=True)
    index_person(person, organisation_id=survivor.organisation_id)
    _note(person, "person.created", by=by, at=at, case_id=case_id)
    return person


@transaction.atomic
def correct_person(
    person: NamedPerson, *, expected_version: int | None, by: User, at: datetime, case_id: Any = None, **facts: Any
) -> NamedPerson:
    """Correct what is known of a survivor or person; returns the row as it stands then.

    A stale version is refused and nothing is saved. What is as it was is no correction: then neither version nor
    log moves. The log names the fields; `case_id` is the case in whose log it is to be read. A name, IIN or birth date
    that replaces another is kept in the history of corrections with `why_changed` (compulsory then), `changed_since`
    and `change_remark`.
    """
    because = Because.out_of(facts)
    known = OF_A_SURVIVOR if isinstance(person, Survivor) else OF_A_PERSON
    if unknown := facts.keys() - known:
        raise TypeError(f"Not a fact of a {type(person).__name__}: {', '.join(sorted(unknown))}")
    current = type(person)._default_manager.select_for_update(of=("self",)).get(pk=person.pk)
    _refuse_whoever_does_not_work_there(by, _organisation_id(current))
    if expected_version is not None and current.version != expected_version:
        raise StaleVersion(_("Somebody else changed this record meanwhile. Look at it again; what you typed is kept."))
    kept = tidied({**_what_the_name_is_hidden_by(current, facts), **facts}, at=at)
    changed = sorted(name for name in facts if kept[name] != getattr(current, name))
    person.version = current.version
    if not changed:
        return current
    keep_corrections(current, {name: kept[name] for name in changed}, because, by=by, at=at)
    if isinstance(current, Survivor) and facts.keys() & {"legal_name", "pseudonym"}:
        refuse_former_words(current, kept["pseudonym"])
    for name in changed:
        setattr(current, name, kept[name])
    if isinstance(current, Survivor):
        current.birth_year_band = birth_year_band(current.birth_date)
    current.version += 1
    current.save()
    index_person(current, organisation_id=_organisation_id(current))
    verb = "survivor.updated" if isinstance(current, Survivor) else "person.updated"
    _note(current, verb, by=by, at=at, case_id=case_id, fields=changed, version=current.version)
    person.version = current.version
    if IDENTIFYING & set(changed):
        person_corrected.send(type(current), person=current, by=by, at=at)
    return current


def _what_the_name_is_hidden_by(person: NamedPerson, facts: dict[str, Any]) -> dict[str, Any]:
    """Name and pseudonym as they stand: whoever corrects the one has it compared with the other."""
    if isinstance(person, Survivor) and facts.keys() & {"legal_name", "pseudonym"}:
        return {"legal_name": person.legal_name, "pseudonym": person.pseudonym}
    return {}


def _organisation_id(person: NamedPerson) -> Any:
    return person.organisation_id if isinstance(person, Survivor) else person.survivor.organisation_id


def _refuse_whoever_does_not_work_there(by: User, organisation_id: Any) -> None:
    if not may_keep_people(by, organisation_id):
        raise NotAllowed(_("Only those who work on cases of this organisation may write down what is known of people."))


def _note(person: NamedPerson, verb: str, *, by: User, at: datetime, case_id: Any = None, **detail: Any) -> None:
    organisation_id = _organisation_id(person)
    record(
        f"organisation:{organisation_id}",
        verb,
        by=by,
        at=at,
        organisation_id=organisation_id,
        case_id=case_id,
        subject=str(person.pk),
        **detail,
    )
