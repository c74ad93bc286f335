"""What is known of a respondent, what a survivor needs: one row each, made when somebody first writes something down."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.kernel.errors import StaleVersion
from backend.people.indexing import index_person
from backend.people.keeping import fitting, put_changes, refuse_strangers, write_log
from backend.people.life_models import RespondentFacts, SurvivorNeeds
from backend.people.models import Person, Survivor

OF_A_RESPONDENT = {
    "aliases", "workplace_kind", "whereabouts", "weapons", "weapons_remark", "dependence", "convicted", "convictions",
    "punished", "administrative_record",
}  # fmt: skip
OF_NEEDS = {"proceedings_language", "interpreter", "interpreter_language", "step_free", "read_aloud", "health"}


@transaction.atomic
def keep_respondent_facts(
    person: Person, *, expected_version: int | None, by: User, at: datetime, case_id: Any = None, **facts: Any
) -> RespondentFacts:
    """Write down what is known of a respondent; version 0 stands for «nothing is written down yet»."""
    person = Person._default_manager.select_for_update(of=("self",)).select_related("survivor").get(pk=person.pk)
    refuse_strangers(by, person.survivor.organisation_id)
    row = RespondentFacts._default_manager.filter(person=person).first()
    row = row or RespondentFacts(person=person, survivor=person.survivor, version=0)
    changed = _put(row, facts, OF_A_RESPONDENT, expected_version=expected_version, at=at)
    if "aliases" in changed:
        person.facts = row
        index_person(person, organisation_id=person.survivor.organisation_id)
    if changed:
        write_log(
            person.survivor, "respondent.facts_kept", by=by, at=at, case_id=case_id, subject=row.pk, fields=changed,
            version=row.version,
        )  # fmt: skip
    return row


@transaction.atomic
def keep_needs(
    survivor: Survivor, *, expected_version: int | None, by: User, at: datetime, case_id: Any = None, **facts: Any
) -> SurvivorNeeds:
    """Write down what a survivor needs to take part; version 0 stands for «nothing is written down yet»."""
    survivor = Survivor._default_manager.select_for_update(of=("self",)).get(pk=survivor.pk)
    refuse_strangers(by, survivor.organisation_id)
    row = SurvivorNeeds._default_manager.filter(survivor=survivor).first()
    row = row or SurvivorNeeds(survivor=survivor, version=0)
    changed = _put(row, facts, OF_NEEDS, expected_version=expected_version, at=at)
    if changed:
        write_log(
            survivor, "survivor.needs_kept", by=by, at=at, case_id=case_id, subject=row.pk, fields=changed,
            version=row.version,
        )  # fmt: skip
    return row


def _put(row: Any, facts: dict[str, Any], known: set[str], *, expected_version: int | None, at: datetime) -> list[str]:
    """Save what changed of a row that the lock on its owner guards; returns the names of what did."""
    if row._state.adding and expected_version:
        raise StaleVersion(_("Somebody else changed this record meanwhile. Look at it again; what you typed is kept."))
    changed = put_changes(row, fitting(row, facts, known, at=at), expected_version=expected_version)
    if changed:
        row.save()
    return changed
