"""Cases that nobody answers for: for `manage.py doctor`."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backend.cases.choices import TeamRole
from backend.cases.models import Case, TeamMember
from backend.kernel.health import Asked, Check, Finding, warning

NAMED = 5


def cases_have_a_lead(asked: Asked) -> Iterator[Finding]:
    """Open cases without a lead, or whose lead may not sign in any more."""
    lead = TeamMember._default_manager.filter(
        case=OuterRef("pk"), role=TeamRole.LEAD, ended_at=None, user__is_active=True
    )
    orphans = Case.objects.open().filter(~Exists(lead)).order_by("code")
    if count := orphans.count():
        codes = ", ".join(orphans.values_list("code", flat=True)[:NAMED]) + ("…" if count > NAMED else "")
        yield warning(
            ngettext(
                "%(n)d open case has nobody who leads it: %(codes)s.",
                "%(n)d open cases have nobody who leads them: %(codes)s.", count,
            ) % {"n": count, "codes": codes},
            _("Nobody is reminded of its terms but the coordinator."),
            _("A coordinator names a lead on the page “Team” of the case."),
        )  # fmt: skip


CHECKS = (Check("cases_have_a_lead", cases_have_a_lead),)
