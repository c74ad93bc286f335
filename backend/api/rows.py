"""One row by its id (or, for a case, its code): a stranger is told that there is no such thing."""

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from backend.api.errors import NotThere
from backend.cases.models import Case
from backend.cases.policies import may_keep_records_of
from backend.kernel.errors import InvalidInput, NotAllowed
from backend.law.models import Agency
from backend.people.models import Survivor


def one_or_404(rows: Any, key: Any, *, field: str = "") -> Any:
    """The row of an already scoped queryset; a malformed id is as unknown as a stranger's.

    `field` names the place in the body where the id stood; without it the id stood in the address.
    """
    try:
        found = rows.filter(pk=uuid.UUID(str(key))).first()
    except ValueError:
        found = None
    if found is None:
        raise NotThere(field) if field else Http404
    return found


def case_or_404(user: Any, key: str, *, content: bool = False, field: str = "") -> Case:
    """A case by id or code. `content=True` asks for the team's view; a coordinator off the team then meets 403."""
    frame = Case.objects.visible_to(user).select_related("survivor", "organisation")
    by_code = frame.filter(code=key).first() if "\x00" not in key else None
    case: Case = by_code if by_code is not None else one_or_404(frame, key, field=field)
    if content:
        content_or_403(user, case)
    return case


def content_or_403(user: Any, case: Case) -> None:
    """Refuse whoever may know of the case but to whom its content is not open."""
    if not is_open_to(user, case):
        raise NotAllowed(_("You see that this case exists. Its content is open to its team."))


def is_open_to(user: Any, case: Case) -> bool:
    """Whether the content of the case is open to the user."""
    return bool(Case.objects.content_visible_to(user).filter(pk=case.pk).exists())


def may_write_or_403(user: Any, survivor: Survivor) -> None:
    """Refuse whoever may read of a survivor and not write."""
    if not may_keep_records_of(user, survivor):
        raise NotAllowed(_("Only the team of a case of hers may change what is known of her."))


def agency_or_422(key: Any, *, field: str, kinds: tuple[str, ...] = ()) -> Agency | None:
    """The body of that id, or None when none was named. Agencies are no secret: an unknown one is a mistake to mend."""
    if key is None:
        return None
    rows: QuerySet[Agency] = Agency.objects.filter(kind__in=kinds) if kinds else Agency.objects.all()
    try:
        found = rows.filter(pk=uuid.UUID(str(key))).first()
    except ValueError:
        found = None
    if found is None:
        raise InvalidInput(_("There is no such body in the list of agencies."), field=field)
    return found
