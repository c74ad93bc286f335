"""What cases do at the news of people: one call each."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from backend.cases.check_choices import Because
from backend.cases.checks.running import check_person
from backend.cases.models import Case
from backend.people.models import Person, Survivor
from backend.people.signals import person_corrected


@receiver(person_corrected)
def on_person_corrected(*, person: Person | Survivor, by: Any, at: datetime, **_: Any) -> None:
    """Compare her or him anew in every case in which she or he appears."""
    mine = {"survivor": person} if isinstance(person, Survivor) else {"parties__person": person}
    for case in Case.objects.filter(**mine).select_related("survivor").distinct().order_by("pk"):
        check_person(case, person, because=Because.CORRECTED, by=by, at=at)
