"""Whom a survivor trusts: who may be called when she cannot be reached, when, and what may be said to them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.kernel.errors import NotAtThisStage
from backend.people.around import add_around_her, correct_around_her, parted
from backend.people.correcting import OF_A_CHANGE
from backend.people.keeping import fitting, refuse_strangers, write_log
from backend.people.life_models import TrustedContact
from backend.people.models import Survivor

OF_A_TRUSTED = {"relation", "contact_channel", "contact_hours", "may_be_said", "code_phrase"}
OF_THE_PERSON = {"legal_name", "phone", "gender", "address", *OF_A_CHANGE}


@transaction.atomic
def add_trusted_contact(
    survivor: Survivor, *, by: User, at: datetime, case_id: Any = None, **facts: Any
) -> TrustedContact:
    """Write down somebody a survivor trusts. `facts` are those of the person and of how she or he is reached."""
    row = TrustedContact(survivor=survivor)
    kept, about = _parted(row, facts, at)
    added: TrustedContact = add_around_her(row, kept, about, "trusted", by=by, at=at, case_id=case_id)
    return added


@transaction.atomic
def correct_trusted_contact(
    row: TrustedContact, *, expected_version: int | None, expected_person_version: int | None = None, by: User,
    at: datetime, case_id: Any = None, **facts: Any,
) -> TrustedContact:  # fmt: skip
    """Correct how somebody trusted is reached, and the person she or he is: all of it, or nothing."""
    row = _locked(row)
    kept, about = _parted(row, facts, at)
    corrected: TrustedContact = correct_around_her(
        row, kept, about, "trusted", expected_version=expected_version,
        expected_person_version=expected_person_version, by=by, at=at, case_id=case_id,
    )  # fmt: skip
    return corrected


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


def _parted(row: TrustedContact, facts: dict[str, Any], at: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    own, about = parted(facts, OF_THE_PERSON)
    if row.ended_at is not None:
        raise NotAtThisStage(_("This person is no longer a trusted contact."))
    return fitting(row, own, OF_A_TRUSTED, at=at), about
