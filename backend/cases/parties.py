"""The people of a case: the survivor and whoever else appears in it, as the team writes them down and corrects them."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.check_choices import Because
from backend.cases.checks.running import check_person
from backend.cases.choices import PartyRole, Relation
from backend.cases.models import Case, Party
from backend.cases.noting import lock_for_work, note
from backend.kernel.errors import InvalidInput, NotAtThisStage, StaleVersion
from backend.people import services as people
from backend.people.models import Consent, Person, Survivor


@transaction.atomic
def add_party(case: Case, person: Person, role: str, *, by: User, at: datetime, relation: str = "") -> Party:
    """Give a person her or his role in the case."""
    case = lock_for_work(case.pk, by)
    if person.survivor_id != case.survivor_id:
        raise InvalidInput(_("This person belongs to another survivor's file."), field="person")
    _check_place(role, relation)
    if Party.objects.filter(case=case, person=person, role=role).exists():
        raise NotAtThisStage(_("This person already has this role in the case."))
    party = Party.objects.create(case=case, person=person, role=role, relation=relation)
    note(case, "party.added", by=by, at=at, subject=party.pk, role=role)
    check_person(case, person, because=Because.ADDED, by=by, at=at)
    return party


@transaction.atomic
def add_new_party(case: Case, role: str, *, by: User, at: datetime, relation: str = "", **facts: Any) -> Party:
    """Write down a person who has not appeared before, and give her or him a role in the case."""
    case = lock_for_work(case.pk, by)
    _check_place(role, relation)
    person = people.register_person(case.survivor, by=by, at=at, case_id=case.pk, **facts)
    return add_party(case, person, role, relation=relation, by=by, at=at)


@transaction.atomic
def correct_relation(party: Party, relation: str, *, expected_version: int | None, by: User, at: datetime) -> Party:
    """Correct what a party is to the survivor; a stale version is refused."""
    lock_for_work(party.case_id, by)
    current = Party.objects.select_for_update(of=("self",)).select_related("case").get(pk=party.pk)
    if expected_version is not None and current.version != expected_version:
        raise StaleVersion(_("Somebody else changed this record meanwhile. Look at it again; what you typed is kept."))
    _check_place(current.role, relation)
    if relation == current.relation:
        return current
    current.relation = relation
    current.version += 1
    current.save(update_fields=["relation", "version"])
    note(current.case, "party.updated", by=by, at=at, subject=current.pk, fields=["relation"], version=current.version)
    return current


@transaction.atomic
def correct_party(
    party: Party, *, expected_version: int | None, expected_person_version: int | None, relation: str, by: User,
    at: datetime, **facts: Any,
) -> Party:  # fmt: skip
    """Correct what is known of a party's person and the relation together: both are saved, or neither."""
    current = correct_relation(party, relation, expected_version=expected_version, by=by, at=at)
    people.correct_person(
        party.person, expected_version=expected_person_version, by=by, at=at, case_id=party.case_id, **facts
    )
    return current


@transaction.atomic
def correct_survivor(case: Case, *, expected_version: int | None, by: User, at: datetime, **facts: Any) -> Survivor:
    """Correct what is known of the survivor of a case; a stale version is refused and nothing is saved."""
    case = lock_for_work(case.pk, by)
    current = people.correct_person(
        case.survivor, expected_version=expected_version, by=by, at=at, case_id=case.pk, **facts
    )
    assert isinstance(current, Survivor)
    return current


@transaction.atomic
def give_consent(case: Case, purpose: str, *, given_on: date, by: User, at: datetime) -> Consent:
    """Record what the survivor of a case agreed to."""
    case = lock_for_work(case.pk, by)
    return people.give_consent(case.survivor, purpose, given_on=given_on, by=by, at=at, case_id=case.pk)


@transaction.atomic
def withdraw_consent(case: Case, consent: Consent, *, withdrawn_on: date, by: User, at: datetime) -> Consent:
    """Record what the survivor of a case took back."""
    case = lock_for_work(case.pk, by)
    if consent.survivor_id != case.survivor_id:
        raise InvalidInput(_("This consent is another survivor's."), field="consent")
    return people.withdraw_consent(consent, withdrawn_on=withdrawn_on, by=by, at=at, case_id=case.pk)


def _check_place(role: str, relation: str) -> None:
    if role not in PartyRole.values:
        raise InvalidInput(_("Choose a role in the case from the list."), field="role")
    if relation and relation not in Relation.values:
        raise InvalidInput(_("Choose a relation from the list."), field="relation")
    if role == PartyRole.RESPONDENT and not relation:
        raise InvalidInput(_("Say what the respondent is to the survivor."), field="relation")
