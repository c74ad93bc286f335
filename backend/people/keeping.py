"""What every verb about the people around a survivor shares: who may write, which values fit, what changed, the log."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.audit.services import record
from backend.kernel.errors import FieldError, InvalidInput, NotAllowed, StaleVersion
from backend.people.checking import tidied
from backend.people.models import Survivor
from backend.people.policies import may_keep_people


def refuse_strangers(by: User, organisation_id: Any) -> None:
    """Refuse whoever does not work on cases of the organisation."""
    if not may_keep_people(by, organisation_id):
        raise NotAllowed(_("Only those who work on cases of this organisation may write down what is known of people."))


def fitting(row: Any, facts: Mapping[str, Any], known: set[str], *, at: datetime) -> dict[str, Any]:
    """The facts as they are kept; raises InvalidInput with each field that cannot be."""
    if unknown := facts.keys() - known:
        raise TypeError(f"Not a fact of a {type(row).__name__}: {', '.join(sorted(unknown))}")
    wrong = []
    for name, value in facts.items():
        field = type(row)._meta.get_field(name)
        choices = [key for key, _title in field.flatchoices]
        if choices and value not in choices and not (field.blank and value == ""):
            wrong.append(FieldError(name, _("Choose one of the list.")))
    if wrong:
        raise InvalidInput(wrong[0].message, errors=wrong)
    return tidied(facts, at=at)


def put_changes(row: Any, facts: Mapping[str, Any], *, expected_version: int | None) -> list[str]:
    """Set what differs on a locked row and raise its version; returns the names of what changed. Nothing is saved.

    A stale version is refused.
    """
    if expected_version is not None and row.version != expected_version:
        raise StaleVersion(_("Somebody else changed this record meanwhile. Look at it again; what you typed is kept."))
    changed = sorted(name for name, value in facts.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, facts[name])
    row.version += 1 if changed else 0
    return changed


def write_log(
    survivor: Survivor, verb: str, *, by: User, at: datetime, case_id: Any, subject: Any, **detail: Any
) -> None:
    """One line in the organisation's chain about somebody around a survivor."""
    record(
        f"organisation:{survivor.organisation_id}", verb, by=by, at=at, organisation_id=survivor.organisation_id,
        case_id=case_id, subject=str(subject), **detail,
    )  # fmt: skip
