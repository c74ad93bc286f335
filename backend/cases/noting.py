"""What every verb of a case begins and ends with: the row locked, the right to change it asked, a line in the log."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.audit.services import record
from backend.cases.models import Case
from backend.cases.policies import may_work_on
from backend.kernel.errors import NotAllowed


class CaseIsClosed(NotAllowed):
    """A closed case is read and not written."""

    status = 409
    code = "case_closed"


def note(case: Case, verb: str, *, by: User | None, at: datetime, subject: Any = "", **detail: Any) -> None:
    """Write one line into the audit chain of a case; `by` is None for what the clock does."""
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
        raise refused(case)
    return case


def refused(case: Case) -> NotAllowed:
    """The refusal for whoever may not write into a case: that it is closed, if that is why, and what can be done."""
    if Case.objects.open().filter(pk=case.pk).exists():
        return NotAllowed(_("Only the team of an open case may change it."))
    return CaseIsClosed(
        _("This case is closed: it can be read and not changed. Its lead or a coordinator can reopen it.")
    )
