"""What coordinators look over: who carries how much, which cases slip out of sight, who came in by stating a reason."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from backend.accounts.models import Organisation
from backend.accounts.policies import organisations_whose_load_shows
from backend.accounts.roles import Role
from backend.cases.access import who_took_many
from backend.cases.access_models import AccessGrant
from backend.cases.models import Case
from backend.cases.policies import may_end_access
from backend.kernel.clock import now
from backend.kernel.errors import NotAllowed
from backend.reports.attention import KINDS, cases_needing, count_attention
from backend.reports.load import load_in
from backend.web.access_shown import shown_grants
from backend.web.compressing import holds_no_name
from backend.web.cursor import page_of
from backend.web.moments import days, local_day

SIZE = 25
TITLES = {
    "no_lawyer": gettext_lazy("Without a lawyer"),
    "no_next_date": gettext_lazy("Without a next date"),
    "not_opened": gettext_lazy("Not opened for 30 days"),
}
MEANINGS = {
    "no_lawyer": gettext_lazy("Open cases that nobody leads, or on whose team there is no lawyer."),
    "no_next_date": gettext_lazy(
        "Open cases with no running deadline, no hearing ahead, and no task or contact planned."
    ),
    "not_opened": gettext_lazy("Open cases into which nobody has looked and in which nothing was changed for 30 days."),
}


@dataclass(frozen=True, slots=True)
class NeedingCase:
    """One line of a list: the case, what is wrong in words, and whether the reader can give it a date herself."""

    case: Any
    lead: Any
    why: str
    works_on_it: bool


@login_required
@require_safe
@holds_no_name
def coordination(request: HttpRequest) -> HttpResponse:
    """Who carries how much, to whoever may see it; how many cases stand on each list, to coordinators."""
    moment, memberships = now(), getattr(request, "memberships", ())
    organisations = organisations_whose_load_shows(memberships)
    if not organisations:
        raise NotAllowed(_("This page is for coordinators."))
    coordinates = any(row.role == Role.COORDINATOR for row in memberships)
    counts = count_attention(request.user, moment) if coordinates else {}
    context = {
        "lists": [(kind, TITLES[kind], MEANINGS[kind], counts[kind]) for kind in KINDS if kind in counts],
        "open_accesses": AccessGrant.objects.visible_to(request.user).open(moment).count(),
        "loads": [(organisation, load_in(organisation, moment)) for organisation in organisations],
    }
    return render(request, "web/coordination.html", context)


@login_required
@require_safe
@holds_no_name
def attention(request: HttpRequest, kind: str) -> HttpResponse:
    """One of the lists, oldest cases last, with what to do beside each."""
    _coordinated(request)
    if kind not in KINDS:
        raise Http404
    moment = now()
    rows = cases_needing(kind, request.user, moment).select_related("survivor").defer("summary")
    page = page_of(rows.prefetch_related("team__user"), request.GET, day="opened_on", size=SIZE)
    hers = set(
        Case.objects.visible_to(request.user)
        .of_team_member(request.user)
        .filter(pk__in=[case.pk for case in page.rows])
        .values_list("pk", flat=True)
    )
    context = {
        "kind": kind,
        "title": TITLES[kind],
        "meaning": MEANINGS[kind],
        "rows": [NeedingCase(case, case.lead, _why(kind, case, moment), case.pk in hers) for case in page.rows],
        "after": f"?after={page.after}" if page.after else "",
        "before": f"?before={page.before}" if page.before else "",
    }
    return render(request, "web/attention.html", context)


@login_required
@require_safe
@holds_no_name
def accesses(request: HttpRequest) -> HttpResponse:
    """Every access by reason in the organisation, newest first; whoever took many within a day is named above them."""
    organisations, moment = _coordinated(request), now()
    rows = AccessGrant.objects.visible_to(request.user).select_related("case", "user", "ended_by")
    page = page_of(rows, request.GET, day="granted_at", size=SIZE)
    grants = shown_grants(request.user, page.rows, moment)
    for line in grants:
        line.may_end = line.is_open and may_end_access(request.user, line.row.case, line.row.user_id)
    context = {
        "grants": grants,
        "many": who_took_many(organisations, moment),
        "after": f"?after={page.after}" if page.after else "",
        "before": f"?before={page.before}" if page.before else "",
    }
    return render(request, "web/accesses.html", context)


def _coordinated(request: HttpRequest) -> list[Organisation]:
    """The organisations the user coordinates; refused plainly for everybody else."""
    user: Any = request.user
    mine = user.organisations_as(Role.COORDINATOR)
    if not mine:
        raise NotAllowed(_("This page is for coordinators."))
    return list(Organisation.objects.visible_to(user).filter(pk__in=mine).order_by("short_name"))


def _why(kind: str, case: Any, moment: datetime) -> str:
    if kind == "no_lawyer":
        return _("no lawyer on the team") if case.has_lead else _("nobody leads it")
    silent = (local_day(moment) - local_day(case.last_opened_at)).days if case.last_opened_at else None
    if silent is None:
        return _("never opened")
    if silent == 0:
        return _("opened today")
    return _("opened %(days)s ago") % {"days": days(silent)}
