"""What children and trusted contacts have in common: a row about a person around a survivor, and that person."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.kernel.errors import InvalidInput
from backend.people.correcting import OF_A_CHANGE
from backend.people.keeping import put_changes, refuse_strangers, write_log
from backend.people.services import correct_person, register_person


def add_around_her(
    row: Any, kept: dict[str, Any], about: dict[str, Any], verb: str, *, by: User, at: datetime, case_id: Any
) -> Any:
    """Write down the person told of by `about`, and the row, which holds what is `kept`."""
    refuse_strangers(by, row.survivor.organisation_id)
    if not kept.get("relation"):
        raise InvalidInput(_("Say what she or he is to the survivor."), field="relation")
    of_the_person = {name: value for name, value in about.items() if name not in OF_A_CHANGE}
    row.person = register_person(row.survivor, by=by, at=at, case_id=case_id, **of_the_person)
    for name, value in kept.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    write_log(row.survivor, f"{verb}.added", by=by, at=at, case_id=case_id, subject=row.pk)
    return row


def correct_around_her(
    row: Any, kept: dict[str, Any], about: dict[str, Any], verb: str, *, expected_version: int | None,
    expected_person_version: int | None, by: User, at: datetime, case_id: Any,
) -> Any:  # fmt: skip
    """Correct a row that the caller holds locked, and the person she or he is: all of it, or nothing."""
    refuse_strangers(by, row.survivor.organisation_id)
    changed = put_changes(row, kept, expected_version=expected_version)
    if changed:
        row.save()
        write_log(
            row.survivor, f"{verb}.updated", by=by, at=at, case_id=case_id, subject=row.pk, fields=changed,
            version=row.version,
        )  # fmt: skip
    if about:
        correct_person(row.person, expected_version=expected_person_version, by=by, at=at, case_id=case_id, **about)
    return row


def parted(facts: dict[str, Any], of_the_person: Collection[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is told of the row itself, and what of the person. Raises InvalidInput for a relation that is emptied."""
    own = {name: value for name, value in facts.items() if name not in of_the_person}
    if "relation" in own and not own["relation"]:
        raise InvalidInput(_("Say what she or he is to the survivor."), field="relation")
    return own, {name: value for name, value in facts.items() if name in of_the_person}
