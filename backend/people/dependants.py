"""Children of a survivor and others in her care, written down and corrected."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.kernel.errors import InvalidInput
from backend.people.around import add_around_her, correct_around_her, parted
from backend.people.correcting import OF_A_CHANGE
from backend.people.keeping import fitting
from backend.people.life_models import Dependant
from backend.people.models import Person, Survivor

OF_A_DEPENDANT = {"relation", "lives_with", "other_parent", "school", "special_needs"}
OF_THE_PERSON = {"legal_name", "iin", "birth_date", "gender", "address", "phone", *OF_A_CHANGE}


@transaction.atomic
def add_dependant(survivor: Survivor, *, by: User, at: datetime, case_id: Any = None, **facts: Any) -> Dependant:
    """Write down a child of hers or somebody in her care. `facts` are those of the person and of the dependant."""
    row = Dependant(survivor=survivor)
    kept, about = _parted(row, facts, at)
    added: Dependant = add_around_her(row, kept, about, "dependant", by=by, at=at, case_id=case_id)
    return added


@transaction.atomic
def correct_dependant(
    row: Dependant, *, expected_version: int | None, expected_person_version: int | None = None, by: User,
    at: datetime, case_id: Any = None, **facts: Any,
) -> Dependant:  # fmt: skip
    """Correct what is known of a dependant and of the person she or he is: all of it, or nothing."""
    row = Dependant._default_manager.select_for_update(of=("self",)).select_related("survivor", "person").get(pk=row.pk)
    kept, about = _parted(row, facts, at)
    corrected: Dependant = correct_around_her(
        row, kept, about, "dependant", expected_version=expected_version,
        expected_person_version=expected_person_version, by=by, at=at, case_id=case_id,
    )  # fmt: skip
    return corrected


def _parted(row: Dependant, facts: dict[str, Any], at: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    own, about = parted(facts, OF_THE_PERSON)
    parent: Person | None = own.get("other_parent")
    if parent is not None and parent.survivor_id != row.survivor_id:
        raise InvalidInput(_("This person belongs to another survivor's file."), field="other_parent")
    return fitting(row, own, OF_A_DEPENDANT, at=at), about
