"""One row by its id (or, for a case, its code): a stranger is told that there is no such thing."""

import uuid
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from backend.cases.models import Case
from backend.kernel.errors import NotAllowed


def one_or_404(rows: Any, key: Any) -> Any:
    """The row of an already scoped queryset; a malformed id is as unknown as a stranger's."""
    try:
        found = rows.filter(pk=uuid.UUID(str(key))).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def case_or_404(user: Any, key: str, *, content: bool = False) -> Case:
    """A case by id or code. `content=True` asks for the team's view; a coordinator off the team then meets 403."""
    frame = Case.objects.visible_to(user).select_related("survivor", "organisation")
    by_code = frame.filter(code=key).first()
    case: Case = by_code if by_code is not None else one_or_404(frame, key)
    if content:
        content_or_403(user, case)
    return case


def content_or_403(user: Any, case: Case) -> None:
    """Refuse whoever may know of the case but is not on its team."""
    if not Case.objects.content_visible_to(user).filter(pk=case.pk).exists():
        raise NotAllowed(_("You see that this case exists. Its content is open to its team."))
