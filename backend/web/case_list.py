"""The list of cases: filters that fit in an address bar, pages by cursor, and of each case what presses most."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.forms import Select
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from backend.cases.filters import CaseFilter
from backend.cases.models import Case
from backend.deadlines.models import Deadline
from backend.kernel.clock import now
from backend.web.compressing import holds_no_name
from backend.web.cursor import page_of
from backend.web.shown import ShownDeadline, route_title, shown_deadline, stage_title

SIZE = 25
# Of the filters that page and API share, those a person needs here.
ASKED = ("q", "organisation", "region", "state", "mine")


@login_required
@require_safe
@holds_no_name
def case_list(request: HttpRequest) -> HttpResponse:
    cases = Case.objects.visible_to(request.user).for_lists().prefetch_related("proceedings")
    asked = CaseFilter(request.GET, cases, request=request)
    _say_in_words(asked.form, memberships := getattr(request, "memberships", ()))
    page = page_of(asked.qs, request.GET, day="opened_on", size=SIZE)
    nearest = _nearest(request.user, page.rows, now())
    kept = {name: value for name, value in request.GET.items() if name in ASKED and value}
    context = {
        "form": asked.form,
        "fields": [asked.form[name] for name in ASKED if name != "organisation" or len(memberships) > 1],
        "is_filtered": bool(kept),
        "rows": [_line(case, nearest.get(case.pk)) for case in page.rows],
        "after": f"?{urlencode(kept | {'after': page.after})}" if page.after else "",
        "before": f"?{urlencode(kept | {'before': page.before})}" if page.before else "",
    }
    return render(request, "web/case_list.html", context)


def _say_in_words(form: Any, memberships: Any) -> None:
    """«Yes», «no» and «not set» say little beside a list; here they say what is listed, and in which organisation."""
    where = [(str(row.organisation_id), row.organisation.short_name) for row in memberships]
    form.fields["organisation"].label = _("Organisation")
    form.fields["organisation"].widget = Select(choices=[("", _("all of mine")), *where])
    form.fields["mine"].label = _("Whose")
    form.fields["mine"].widget.choices = [("", _("all that I may see")), ("true", _("only mine"))]


def _line(case: Any, nearest: ShownDeadline | None) -> dict[str, Any]:
    return {
        "case": case,
        "lead": case.lead,
        "tracks": [(row.route, route_title(row.route), stage_title(row)) for row in case.proceedings.all()],
        "nearest": nearest,
    }


def _nearest(user: Any, cases: list[Any], moment: datetime) -> dict[Any, ShownDeadline]:
    """The running deadline of each case that ends, or ended, closest to now: all in one query."""
    running = (
        Deadline.objects.visible_to(user)
        .running()
        .in_open_cases()
        .filter(proceeding__case__in=[case.pk for case in cases], act_by__isnull=False)
        .select_related("proceeding__case", "proceeding__agency")
        .annotate(started_at=F("trigger__happened_at"))
        .order_by("act_by", "id")
    )
    closest: dict[Any, Any] = {}
    for row in running:
        held = closest.get(row.proceeding.case_id)
        if held is None or abs(row.act_by - moment) < abs(held.act_by - moment):
            closest[row.proceeding.case_id] = row
    return {case_id: shown_deadline(row, moment, with_action=False) for case_id, row in closest.items()}
