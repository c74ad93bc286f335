"""Proceedings, events and hearings: opening, recording, taking back, saying how it went."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from backend.accounts.models import User
from backend.cases.models import Case
from backend.cases.queries import needs_visible_to
from backend.kernel.clock import now
from backend.kernel.errors import RuleBroken
from backend.law.queries import law_book
from backend.procedure.lawbook import EventKind
from backend.proceedings.hearings import record_hearing_result, schedule_hearing
from backend.proceedings.models import Event, Hearing, Proceeding
from backend.proceedings.opening import name_body, open_proceeding
from backend.proceedings.problems import title
from backend.proceedings.recording import annul_event, record_event
from backend.web.answers import put_on_form, status_of
from backend.web.forms.proceedings import (
    AnnulForm,
    BodyForm,
    EventForm,
    HearingForm,
    HearingResultForm,
    OpenProceedingForm,
)
from backend.web.once import do_once
from backend.web.rows import to_fill_in
from backend.web.shown import decision_title, route_title, stage_title

ACTED = {
    "us": _lazy("Done by us"),
    "police": _lazy("Done by the police"),
    "prosecutor": _lazy("Done by the prosecutor"),
    "court": _lazy("Done by the court"),
    "other": _lazy("Done by others"),
}
GET_OR_POST = require_http_methods(["GET", "POST"])


@login_required
@GET_OR_POST
def proceeding_open(request: HttpRequest, pk: Any) -> HttpResponse:
    case = to_fill_in(request, Case, pk, "survivor")
    incident = case.incidents.first()
    form = OpenProceedingForm(
        request.POST or None,
        incident_on=incident.happened_on if incident else None,
        initial={"route": request.GET.get("route", "")},
    )
    if request.method == "POST" and form.is_valid():
        told = form.facts()
        try:
            do_once(request, form, lambda: open_proceeding(case, told.pop("route"), **told, by=request.user, at=now()))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:case", case.pk)
    context = {"form": form, "case": case}
    return render(request, "web/proceeding_open.html", context, status=status_of(form))


@login_required
@GET_OR_POST
def event_record(request: HttpRequest, pk: Any) -> HttpResponse:
    """First which event (of those possible now), then what it tells."""
    proceeding = to_fill_in(request, Proceeding, pk, "case__survivor", "agency")
    route = law_book().routes[proceeding.route]
    context: dict[str, Any] = {
        "proceeding": proceeding,
        "case": proceeding.case,
        "route": route_title(proceeding.route),
        "stage": stage_title(proceeding),
        "possible": _by_actor(route.possible_events(proceeding.stage)),
    }
    wanted = request.POST.get("kind") or request.GET.get("kind", "")
    if not wanted:
        return render(request, "web/event_choose.html", context)
    kind = route.find_event(wanted)
    if kind is None:
        raise Http404
    form = EventForm(request.POST or None, kind=kind, proceeding=proceeding)
    if request.method == "POST" and form.is_valid():
        try:
            do_once(request, form, lambda: _record(request, proceeding, form))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:case", proceeding.case_id)
    context |= {"form": form, "kind": kind.key, "title": title(kind.titles)}
    return render(request, "web/event_record.html", context, status=status_of(form))


def _by_actor(kinds: Iterable[EventKind]) -> list[tuple[Any, list[tuple[str, str]]]]:
    """What may be recorded, under whoever does it: a stage may allow of dozens of things."""
    done_by: dict[str, list[tuple[str, str]]] = {actor: [] for actor in ACTED}
    for kind in kinds:
        done_by[kind.actor].append((kind.key, title(kind.titles)))
    return [(ACTED[actor], listed) for actor, listed in done_by.items() if listed]


def _record(request: HttpRequest, proceeding: Proceeding, form: EventForm) -> Event:
    return record_event(
        proceeding, form.kind.key, happened_at=form.happened_at(), fields=form.told(), by=request.user, at=now()
    )


@login_required
@GET_OR_POST
def event_annul(request: HttpRequest, pk: Any) -> HttpResponse:
    event = to_fill_in(request, Event, pk, "proceeding__case")
    if event.kind == Event.ANNULMENT:
        raise Http404
    kind = law_book().routes[event.proceeding.route].find_event(event.kind)
    form = AnnulForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            annul_event(event, reason=form.cleaned_data["reason"], by=request.user, at=now())
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:case", event.proceeding.case_id)
    shown = title(kind.titles) if kind else decision_title(event.kind)
    context = {"form": form, "event": event, "case": event.proceeding.case, "title": shown}
    return render(request, "web/event_annul.html", context, status=status_of(form))


@login_required
@GET_OR_POST
def proceeding_body(request: HttpRequest, pk: Any) -> HttpResponse:
    """Say which body handles a proceeding that was opened without one, or was passed on."""
    proceeding = to_fill_in(request, Proceeding, pk, "case", "agency")
    form = BodyForm(request.POST or None, initial={"agency": proceeding.agency})
    if request.method == "POST" and form.is_valid():
        try:
            name_body(proceeding, form.cleaned_data["agency"], by=request.user, at=now())
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:case", proceeding.case_id)
    context = {"form": form, "case": proceeding.case, "route": route_title(proceeding.route)}
    return render(request, "web/proceeding_body.html", context, status=status_of(form))


@login_required
@GET_OR_POST
def hearing_schedule(request: HttpRequest, pk: Any) -> HttpResponse:
    proceeding = to_fill_in(request, Proceeding, pk, "case")
    team = User.objects.visible_to(request.user).filter(
        team_memberships__case=proceeding.case_id, team_memberships__ended_at=None
    )
    form = HearingForm(request.POST or None, team=team, lead=proceeding.case.lead)
    if request.method == "POST" and form.is_valid():
        try:
            do_once(request, form, lambda: schedule_hearing(proceeding, by=request.user, at=now(), **form.facts()))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:case", proceeding.case_id)
    needs = needs_visible_to(request.user).filter(survivor=proceeding.case.survivor_id).first()
    context = {"form": form, "case": proceeding.case, "proceeding": proceeding, "needs": needs}
    return render(request, "web/hearing_schedule.html", context, status=status_of(form))


@login_required
@GET_OR_POST
def hearing_result(request: HttpRequest, pk: Any) -> HttpResponse:
    hearing = to_fill_in(request, Hearing, pk, "proceeding__case", "court")
    form = HearingResultForm(request.POST or None, initial={"version": hearing.version})
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            record_hearing_result(
                hearing, told.pop("status"), expected_version=told.pop("version"), by=request.user, at=now(), **told
            )
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:case", hearing.proceeding.case_id)
    context = {"form": form, "case": hearing.proceeding.case, "hearing": hearing}
    return render(request, "web/hearing_result.html", context, status=status_of(form))
