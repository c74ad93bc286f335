"""Making hidden fields visible: who looked at what is written into the log before anything is told."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.models import Case
from backend.cases.services import note
from backend.kernel.errors import NotAllowed


def reveal(thing: Any, names: Sequence[str], *, case: Case, by: User, at: datetime) -> dict[str, Any]:
    """The values of the hidden fields `names` of something in a case; each look is a line of the case's log.

    `names` are of the thing's own `REVEALED`. Raises NotAllowed when the content of the case is not the user's to read.
    """
    if not Case.objects.content_visible_to(by).filter(pk=case.pk).exists():
        raise NotAllowed(_("You see that this case exists. Its content is open to its team."))
    for name in names:
        note(case, "person.revealed", by=by, at=at, subject=thing.pk, field=name)
    return {name: getattr(thing, name) for name in names}


def reveal_person(person: Any, names: Sequence[str], *, by: User, at: datetime) -> dict[str, Any]:
    """The hidden fields of a survivor or another person, logged in every case through which the user may read them."""
    survivor = getattr(person, "survivor_id", person.pk)
    cases = list(Case.objects.content_visible_to(by).filter(survivor=survivor))
    if names and not cases:
        raise NotAllowed(_("What is hidden can be made visible by the team of her case only."))
    for case in cases:
        for name in names:
            note(case, "person.revealed", by=by, at=at, subject=person.pk, field=name)
    return {name: getattr(person, name) for name in names}
