"""Whom a survivor trusts: who may be called when she cannot be reached, when, and what may be said to them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.kernel.errors import InvalidInput, NotAtThisStage
from backend.people.correcting import OF_A_CHANGE
from backend.people.keeping import fitting, put_changes, refuse_strangers, write_log
from backend.people.life_models import TrustedContact
from backend.people.models import Survivor
from backend.people.services import correct_person, register_person

OF_A_TRUSTED = {"relation", "contact_channel", "contact_hours", "may_be_said", "code_phrase"}
OF_THE_PERSON = {"legal_name", "phone", "gender", "address", *OF_A_CHANGE}


@transaction.atomic
def add_trusted_contact(
    survivor: Survivor, *, by: User, at: datetime, case_id: Any = None, **facts: Any
) -> TrustedContact:
    """Write down somebody a survivor trusts. `facts` are those of the person and of how she or he is reached."""
    refuse_strangers(by, survivor.organisation_id)
    row = TrustedContact(survivor=survivor)
    kept = _kept(row, facts, at)
    if not kept.get("relation"):
        raise InvalidInput(_("Say what she or he is to the survivor."), field="relation")
    about = {name: value for name, value in facts.items() if name in OF_THE_PERSON - OF_A_CHANGE}
    row.person = register_person(survivor, by=by, at=at, case_id=case_id, **about)
    for name, value in kept.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    write_log(survivor, "trusted.added", by=by, at=at, case_id=case_id, subject=row.pk)
    return row


@transaction.atomic
def correct_trusted_contact(
    row: TrustedContact, *, expected_version: int | None, expected_person_version: int | None = None, by: User,
    at: datetime, case_id: Any = None, **facts: Any,
) -> TrustedContact:  # fmt: skip
    """Correct how somebody trusted is reached, and the person she or he is: all of it, or nothing."""
    row = _locked(row)
    refuse_strangers(by, row.survivor.organisation_id)
    changed = put_changes(row, _kept(row, facts, at), expected_version=expected_version)
    if changed:
        row.save()
        write_log(
            row.survivor, "trusted.updated", by=by, at=at, case_id=case_id, subject=row.pk, fields=changed,
            version=row.version,
        )  # fmt: skip
    about = {name: value for name, value in facts.items() if name in OF_THE_PERSON}
    if about:
        correct_person(row.person, expected_version=expected_person_version, by=by, at=at, case_id=case_id, **about)
    return row


@transaction.atomic
def end_trusted_contact(row: TrustedContact, *, by: User, at: datetime, case_id: Any = None) -> TrustedContact:
    """She no longer trusts her or him: nobody is told to call there any more. The row stays."""
    row = _locked(row)
    refuse_strangers(by, row.survivor.organisation_id)
    if row.ended_at is not None:
        raise NotAtThisStage(_("This person is no longer a trusted contact."))
    row.ended_at = at
    row.version += 1
    row.save(update_fields=["ended_at", "version"])
    write_log(row.survivor, "trusted.ended", by=by, at=at, case_id=case_id, subject=row.pk)
    return row


def _locked(row: TrustedContact) -> TrustedContact:
    rows = TrustedContact._default_manager.select_for_update(of=("self",))
    return rows.select_related("survivor", "person").get(pk=row.pk)


def _kept(row: TrustedContact, facts: dict[str, Any], at: datetime) -> dict[str, Any]:
    own = {name: value for name, value in facts.items() if name not in OF_THE_PERSON}
    if "relation" in own and not own["relation"]:
        raise InvalidInput(_("Say what she or he is to the survivor."), field="relation")
    if row.ended_at is not None:
        raise NotAtThisStage(_("This person is no longer a trusted contact."))
    return fitting(row, own, OF_A_TRUSTED, at=at)
