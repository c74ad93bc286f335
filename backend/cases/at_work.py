"""Who works on a case now: asked before anything is written into it or given to somebody."""

from collections.abc import Collection
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.choices import TeamRole
from backend.cases.models import Case, TeamMember
from backend.cases.noting import lock_for_work
from backend.kernel.errors import InvalidInput


def working_team_only(user: User, case: Case) -> Case:
    """The case, locked until the transaction ends. Raises NotAllowed for whoever may not write into it."""
    return lock_for_work(case.pk, user)


def people_on(case: Case, *, but: Collection[str] = ()) -> Any:
    """The colleagues on the team now who still work in its organisation, without those in the roles of `but`."""
    members = TeamMember.objects.current().filter(
        case=case,
        user__is_active=True,
        user__memberships__organisation=F("case__organisation"),
        user__memberships__ended_at=None,
    )
    return User.objects.filter(pk__in=members.exclude(role__in=but).values("user"))


def on_the_team_or_refuse(user: User, case: Case, *, field: str) -> None:
    """Raise InvalidInput unless the user works on the case: an observer cannot be given anything to do."""
    if not people_on(case, but=[TeamRole.OBSERVER]).filter(pk=user.pk).exists():
        raise InvalidInput(_("Choose somebody who works on this case."), field=field)
