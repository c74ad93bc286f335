"""What every verb of a case begins and ends with: the row locked, the right to change it asked, a line in the log."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.audit.services import record
from backend.cases.models import Case
from backend.cases.policies import may_work_on
from backend.kernel.errors import NotAllowed


def note(case: Case, verb: str, *, by: User | None, at: datetime, subject: Any = "", **detail: Any) -> None:
    """Write one line into the audit chain of a case."""
    record(
        f"case:{case.pk}",
        verb,
        by=by,
        at=at,
        organisation_id=case.organisation_id,
        case_id=case.pk,
        subject=str(subject or case.pk),
        **detail,
    )


def lock(case_id: Any) -> Case:
    """The case as it stands now, held until the transaction ends: it may have been closed since it was read."""
    return Case.objects.select_for_update(of=("self",)).select_related("survivor").get(pk=case_id)


def lock_for_work(case_id: Any, by: User) -> Case:
    """The locked case, for whoever may work on it; everybody else is refused, and nobody works on a closed case."""
    case = lock(case_id)
    if not may_work_on(by, case):
        raise NotAllowed(_("Only the team of an open case may change it."))
    return case
