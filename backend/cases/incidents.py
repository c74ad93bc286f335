"""Acts of violence: recorded, and corrected when they were written down wrongly."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.choices import PlaceKind, ViolenceKind
from backend.cases.models import Case, Incident
from backend.cases.noting import lock_for_work, note
from backend.kernel.clock import ALMATY
from backend.kernel.errors import FieldError, InvalidInput, StaleVersion

FACTS = {
    "happened_on", "hour", "kinds", "place_kind", "place", "narrative", "injuries", "children_present", "weapon",
    "reported", "respondent",
}  # fmt: skip
LONGEST = {"hour": 40, "place": 300, "narrative": 20000, "injuries": 5000}


@transaction.atomic
def add_incident(
    case: Case, *, happened_on: date, kinds: Sequence[str], by: User, at: datetime, **facts: Any
) -> Incident:
    """Record one act of violence. It cannot lie in the future, and says what kind it was."""
    case = lock_for_work(case.pk, by)
    told = {"happened_on": happened_on, "kinds": list(kinds), **facts}
    _check(told, case, at)
    incident = Incident.objects.create(case=case, **told)
    note(case, "incident.added", by=by, at=at, subject=incident.pk)
    return incident


@transaction.atomic
def correct_incident(
    incident: Incident, *, expected_version: int | None, by: User, at: datetime, **facts: Any
) -> Incident:
    """Correct what is known of an incident; a stale version is refused, and the log names the fields that changed."""
    case = lock_for_work(incident.case_id, by)
    current = Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk)
    current.case = case
    if expected_version is not None and current.version != expected_version:
        raise StaleVersion(_("Somebody else changed this record meanwhile. Look at it again; what you typed is kept."))
    if "kinds" in facts:
        facts["kinds"] = list(facts["kinds"])
    _check(facts, case, at)
    changed = sorted(name for name, value in facts.items() if getattr(current, name) != value)
    if not changed:
        return current
    for name in changed:
        setattr(current, name, facts[name])
    current.version += 1
    current.save()
    note(case, "incident.updated", by=by, at=at, subject=current.pk, fields=changed, version=current.version)
    return current


def _check(told: Mapping[str, Any], case: Case, at: datetime) -> None:
    """Refuse what cannot be, with every field that is wrong at once. Only what is told is looked at."""
    if unknown := told.keys() - FACTS:
        raise TypeError(f"Not a fact of an incident: {', '.join(sorted(unknown))}")
    wrong = [
        FieldError(name, _("At most %(limit)d characters fit here.") % {"limit": limit})
        for name, limit in LONGEST.items()
        if len(told.get(name) or "") > limit
    ]
    if "happened_on" in told and told["happened_on"] > at.astimezone(ALMATY).date():
        wrong.append(FieldError("happened_on", _("An incident cannot lie in the future.")))
    if "kinds" in told and (not told["kinds"] or set(told["kinds"]) - set(ViolenceKind.values)):
        wrong.append(FieldError("kinds", _("Choose at least one kind of violence from the list.")))
    if told.get("place_kind") and told["place_kind"] not in PlaceKind.values:
        wrong.append(FieldError("place_kind", _("Choose a kind of place from the list.")))
    respondent = told.get("respondent")
    if respondent is not None and respondent.case_id != case.pk:
        wrong.append(FieldError("respondent", _("The respondent must be a party to this case.")))
    if wrong:
        raise InvalidInput(wrong[0].message, errors=wrong)
