"""One row for a page: a stranger is told that there is no such thing, a coordinator off the team that it is closed."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from backend.cases.models import Case
from backend.cases.noting import refused
from backend.cases.policies import may_work_on
from backend.kernel.errors import NotAllowed


def one(rows: Any, pk: Any) -> Any:
    """The row of an already scoped queryset, or 404."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def content_of(user: Any, model: Any, pk: Any, *related: str) -> Any:
    """A row whose content the user may read: 404 for a stranger, a plain refusal for who sees the frame alone."""
    row = one(model.objects.visible_to(user).select_related(*related), pk)
    if not model.objects.content_visible_to(user).filter(pk=pk).exists():
        raise NotAllowed(_("You see that this case exists. Its content is open to its team."))
    return row


def to_work_on(user: Any, model: Any, pk: Any, *related: str) -> Any:
    """A row that the user may change: as `content_of`, and a plain refusal for observers and for a closed case."""
    row = content_of(user, model, pk, *related)
    case = _case_of(row)
    if not may_work_on(user, case):
        raise refused(case)
    return row


def to_fill_in(request: HttpRequest, model: Any, pk: Any, *related: str) -> Any:
    """The row a form is about: who only reads the case is not shown a form that she could not send.

    One that was sent is judged by its service, beside its fields, so that nothing typed is lost to whoever worked on the
    case when she began.
    """
    door = content_of if request.method == "POST" else to_work_on
    return door(request.user, model, pk, *related)


def _case_of(row: Any) -> Case:
    if isinstance(row, Case):
        return row
    case: Case = row.case if hasattr(row, "case") else row.proceeding.case
    return case


def is_on_team(user: Any, case: Case) -> bool:
    """Whether the content of the case is open to the user."""
    return bool(Case.objects.content_visible_to(user).filter(pk=case.pk).exists())
