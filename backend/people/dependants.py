"""Children of a survivor and others in her care, written down and corrected."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.kernel.errors import InvalidInput
from backend.people.correcting import OF_A_CHANGE
from backend.people.keeping import fitting, put_changes, refuse_strangers, write_log
from backend.people.life_models import Dependant
from backend.people.models import Person, Survivor
from backend.people.services import correct_person, register_person

OF_A_DEPENDANT = {"relation", "lives_with", "other_parent", "school", "special_needs"}
OF_THE_PERSON = {
    "legal_name", "iin", "birth_date", "gender", "address", "phone", *OF_A_CHANGE,
}  # fmt: skip


@transaction.atomic
def add_dependant(survivor: Survivor, *, by: User, at: datetime, case_id: Any = None, **facts: Any) -> Dependant:
    """Write down a child of hers or somebody in her care. `facts` are those of the person and of the dependant."""
    refuse_strangers(by, survivor.organisation_id)
    row = Dependant(survivor=survivor)
    kept = _kept(row, facts, at)
    if not kept.get("relation"):
        raise InvalidInput(_("Say what she or he is to the survivor."), field="relation")
    about = {name: value for name, value in facts.items() if name in OF_THE_PERSON - OF_A_CHANGE}
    row.person = register_person(survivor, by=by, at=at, case_id=case_id, **about)
    for name, value in kept.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    write_log(survivor, "dependant.added", by=by, at=at, case_id=case_id, subject=row.pk)
    return row


@transaction.atomic
def correct_dependant(
    row: Dependant, *, expected_version: int | None, expected_person_version: int | None = None, by: User,
    at: datetime, case_id: Any = None, **facts: Any,
) -> Dependant:  # fmt: skip
    """Correct what is known of a dependant and of the person she or he is: all of it, or nothing."""
    row = Dependant._default_manager.select_for_update(of=("self",)).select_related("survivor", "person").get(pk=row.pk)
    refuse_strangers(by, row.survivor.organisation_id)
    changed = put_changes(row, _kept(row, facts, at), expected_version=expected_version)
    if changed:
        row.save()
        write_log(
            row.survivor, "dependant.updated", by=by, at=at, case_id=case_id, subject=row.pk, fields=changed,
            version=row.version,
        )  # fmt: skip
    about = {name: value for name, value in facts.items() if name in OF_THE_PERSON}
    if about:
        correct_person(row.person, expected_version=expected_person_version, by=by, at=at, case_id=case_id, **about)
    return row


def _kept(row: Dependant, facts: dict[str, Any], at: datetime) -> dict[str, Any]:
    own = {name: value for name, value in facts.items() if name not in OF_THE_PERSON}
    parent: Person | None = own.get("other_parent")
    if parent is not None and parent.survivor_id != row.survivor_id:
        raise InvalidInput(_("This person belongs to another survivor's file."), field="other_parent")
    if "relation" in own and not own["relation"]:
        raise InvalidInput(_("Say what she or he is to the survivor."), field="relation")
    return fitting(row, own, OF_A_DEPENDANT, at=at)
