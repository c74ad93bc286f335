"""Taking lists and figures out: what the page shows, as a file, within the same rights, and logged."""

from collections.abc import Callable
from datetime import date

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from backend.cases.filters import CaseFilter
from backend.cases.models import Case
from backend.kernel.clock import now
from backend.reports.attention import KINDS, cases_needing
from backend.reports.taking_out import FORMS, TakenOut, take_out_cases, take_out_outcomes
from backend.web.outcomes import asked_of, misasked

View = Callable[..., HttpResponse]
after_the_password: Callable[[View], View] = reauthentication_required  # allauth's, which has no types


@login_required
@require_safe
@after_the_password
def case_export(request: HttpRequest, form: str) -> HttpResponse:
    """The cases of the list with the filters of its address, all pages of it; a wrong filter leads back to the list."""
    _known_or_404(form)
    asked = CaseFilter(request.GET, Case.objects.visible_to(request.user), request=request)
    if not asked.is_valid():
        return _back_to("web:case-list", request)
    return _answer(take_out_cases(asked.qs, form, by=request.user, at=now()))


@login_required
@require_safe
@after_the_password
def attention_export(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """One of the coordinators' lists of cases that need a look; empty for whoever coordinates nothing."""
    if kind not in KINDS:
        raise Http404
    _known_or_404(form)
    moment = now()
    cases = cases_needing(kind, request.user, moment)
    return _answer(take_out_cases(cases, form, name=kind, by=request.user, at=moment))


@login_required
@require_safe
@after_the_password
def outcomes_export(request: HttpRequest, form: str) -> HttpResponse:
    """The figures of the outcomes page for its year and region; a wrong one of them leads back to the page."""
    _known_or_404(form)
    if misasked(request.GET):
        return _back_to("web:outcomes", request)
    year, region = asked_of(request.GET)
    period = {"since": date(int(year), 1, 1), "until": date(int(year), 12, 31)} if year else {}
    return _answer(take_out_outcomes(form, region=region, by=request.user, at=now(), **period))


def _back_to(page: str, request: HttpRequest) -> HttpResponse:
    """To the page with what was asked in its address: there it says what is wrong with it."""
    return redirect(f"{reverse(page)}?{request.GET.urlencode()}")


def _known_or_404(form: str) -> None:
    if form not in FORMS:
        raise Http404


def _answer(file: TakenOut) -> HttpResponse:
    return HttpResponse(file.body, content_type=file.content_type, headers={"Content-Disposition": file.disposition})
