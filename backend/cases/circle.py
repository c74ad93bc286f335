"""The people around a survivor as the team of one of her cases writes them down: children, whom she trusts, what is
known of a respondent, what she needs. Nobody works on a closed case."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.choices import PartyRole, Relation
from backend.cases.models import Case, Party
from backend.cases.noting import lock_for_work
from backend.cases.parties import add_party
from backend.kernel.errors import InvalidInput, NotAtThisStage
from backend.people import dependants, respondents, trusted
from backend.people.life_choices import DependantRelation
from backend.people.life_models import Dependant, RespondentFacts, SurvivorNeeds, TrustedContact


@transaction.atomic
def add_dependant(case: Case, *, in_the_case: bool = False, by: User, at: datetime, **facts: Any) -> Dependant:
    """Write down a child of the survivor or somebody in her care; `in_the_case` gives her or him a role there too."""
    case = lock_for_work(case.pk, by)
    row = dependants.add_dependant(case.survivor, by=by, at=at, case_id=case.pk, **facts)
    if in_the_case:
        bring_into_case(case, row, by=by, at=at)
    return row


@transaction.atomic
def correct_dependant(
    case: Case, row: Dependant, *, in_the_case: bool = False, by: User, at: datetime, **facts: Any
) -> Dependant:
    """Correct what is known of a dependant; takes the versions that `people.dependants.correct_dependant` takes."""
    case = lock_for_work(case.pk, by)
    _same_file(case, row)
    row = dependants.correct_dependant(row, by=by, at=at, case_id=case.pk, **facts)
    if in_the_case and not appears_in(case, row):
        bring_into_case(case, row, by=by, at=at)
    return row


@transaction.atomic
def bring_into_case(case: Case, row: Dependant, *, by: User, at: datetime) -> Party:
    """A dependant was harmed or saw it: she or he becomes a party of the case."""
    _same_file(case, row)
    if appears_in(case, row):
        raise NotAtThisStage(_("This person already has this role in the case."))
    young = row.relation in (DependantRelation.CHILD, DependantRelation.STEPCHILD, DependantRelation.WARD)
    role = PartyRole.CHILD if young else PartyRole.OTHER
    relation = Relation.CHILD if row.relation == DependantRelation.CHILD else Relation.OTHER_RELATIVE
    return add_party(case, row.person, role, relation=relation, by=by, at=at)


def appears_in(case: Case, row: Dependant) -> bool:
    """Whether a dependant has a role in the case."""
    return Party._default_manager.filter(case=case, person=row.person_id).exists()


@transaction.atomic
def add_trusted_contact(case: Case, *, by: User, at: datetime, **facts: Any) -> TrustedContact:
    """Write down somebody the survivor trusts."""
    case = lock_for_work(case.pk, by)
    return trusted.add_trusted_contact(case.survivor, by=by, at=at, case_id=case.pk, **facts)


@transaction.atomic
def correct_trusted_contact(case: Case, row: TrustedContact, *, by: User, at: datetime, **facts: Any) -> TrustedContact:
    """Correct how somebody trusted is reached."""
    case = lock_for_work(case.pk, by)
    _same_file(case, row)
    return trusted.correct_trusted_contact(row, by=by, at=at, case_id=case.pk, **facts)


@transaction.atomic
def end_trusted_contact(case: Case, row: TrustedContact, *, by: User, at: datetime) -> TrustedContact:
    """She no longer trusts her or him."""
    case = lock_for_work(case.pk, by)
    _same_file(case, row)
    return trusted.end_trusted_contact(row, by=by, at=at, case_id=case.pk)


@transaction.atomic
def keep_respondent_facts(
    party: Party, *, expected_version: int | None, by: User, at: datetime, **facts: Any
) -> RespondentFacts:
    """Write down what is known of a respondent of the case."""
    case = lock_for_work(party.case_id, by)
    if party.role != PartyRole.RESPONDENT:
        raise InvalidInput(_("This is written down of respondents only."), field="role")
    return respondents.keep_respondent_facts(
        party.person, expected_version=expected_version, by=by, at=at, case_id=case.pk, **facts
    )


@transaction.atomic
def keep_needs(case: Case, *, expected_version: int | None, by: User, at: datetime, **facts: Any) -> SurvivorNeeds:
    """Write down what the survivor of the case needs to take part."""
    case = lock_for_work(case.pk, by)
    return respondents.keep_needs(
        case.survivor, expected_version=expected_version, by=by, at=at, case_id=case.pk, **facts
    )


def _same_file(case: Case, row: Dependant | TrustedContact) -> None:
    if row.survivor_id != case.survivor_id:
        raise InvalidInput(_("This person belongs to another survivor's file."), field="person")
