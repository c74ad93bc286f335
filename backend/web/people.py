"""The people of a case: who they are, how she is reached safely, what she agreed to; adding and correcting."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from backend.cases import parties as services
from backend.cases.models import Case, Party
from backend.cases.policies import may_work_on
from backend.cases.services import note
from backend.kernel.clock import now
from backend.kernel.errors import RuleBroken, StaleVersion
from backend.people.checking import doubts_of
from backend.web.answers import put_on_form, status_of
from backend.web.circle_rows import circle_of
from backend.web.forms.people import (
    ConsentForm,
    NewPartyForm,
    PartyForm,
    SurvivorForm,
    WithdrawConsentForm,
)
from backend.web.once import do_once
from backend.web.rows import content_of, one, to_work_on
from backend.web.stale import changed_meanwhile, with_version

GET_OR_POST = require_http_methods(["GET", "POST"])
STALE = 412


@login_required
@require_safe
def people_page(request: HttpRequest, pk: Any) -> HttpResponse:
    """Everybody in the case, names hidden. What is odd in what was typed is said here, also right after saving."""
    case = content_of(request.user, Case, pk, "survivor", "organisation")
    parties = [
        {"row": party, "doubts": doubts_of(party.person)}
        for party in case.parties.select_related("person__survivor", "person__facts").order_by("role", "id")
    ]
    may_work = may_work_on(request.user, case)
    context: dict[str, Any] = {
        "case": case,
        "may_work": may_work,
        "doubts": doubts_of(case.survivor),
        "parties": parties,
        "consents": case.survivor.consents.order_by("given_on", "id"),
        "saved": "saved" in request.GET,
    } | circle_of(case, request.user)
    for party in parties:
        party["before"] = context["theirs_before"].get(party["row"].person_id, [])
    return render(request, "web/people.html", context)


@login_required
@GET_OR_POST
def survivor_edit(request: HttpRequest, pk: Any) -> HttpResponse:
    case = to_work_on(request.user, Case, pk, "survivor", "organisation")
    form = SurvivorForm(request.POST or None, initial=SurvivorForm.as_it_stands(case.survivor))
    theirs: Any = ()
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            services.correct_survivor(case, expected_version=version, by=request.user, at=now(), **form.facts())
        except StaleVersion as error:
            put_on_form(form, error)
            case.survivor.refresh_from_db()
            theirs = changed_meanwhile(form, case.survivor, f"organisation:{case.organisation_id}", version)
            with_version(form, version=case.survivor.version)
            return _survivor_form(request, case, form, theirs, STALE)
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return _to_people(case)
    if request.method == "GET":
        _log_opened(request, case, case.survivor)
    return _survivor_form(request, case, form, theirs, status_of(form))


def _survivor_form(request: HttpRequest, case: Case, form: Any, theirs: Any, status: int) -> HttpResponse:
    context = {"case": case, "form": form, "theirs": theirs}
    return render(request, "web/survivor_edit.html", context, status=status)


@login_required
@GET_OR_POST
def party_add(request: HttpRequest, pk: Any) -> HttpResponse:
    case = to_work_on(request.user, Case, pk, "survivor")
    form = NewPartyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.facts()
        try:
            do_once(
                request, form, lambda: services.add_new_party(case, told.pop("role"), by=request.user, at=now(), **told)
            )
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return _to_people(case)
    return render(request, "web/party.html", {"case": case, "form": form}, status=status_of(form))


@login_required
@GET_OR_POST
def party_edit(request: HttpRequest, pk: Any) -> HttpResponse:
    party = to_work_on(request.user, Party, pk, "case__survivor", "case__organisation", "person__survivor")
    case, person = party.case, party.person
    initial = PartyForm.as_it_stands(party, person_version=person.version) | _known_of(person)
    form = PartyForm(request.POST or None, initial=initial)
    context: dict[str, Any] = {"case": case, "party": party, "form": form}
    if request.method == "POST" and form.is_valid():
        told, read = form.facts(), form.cleaned_data
        try:
            services.correct_party(
                party, expected_version=read["version"], expected_person_version=read["person_version"],
                by=request.user, at=now(), **told,
            )  # fmt: skip
        except StaleVersion as error:
            put_on_form(form, error)
            party.refresh_from_db(fields=["relation", "version"])
            person.refresh_from_db()
            context["theirs"] = [
                *changed_meanwhile(form, person, f"organisation:{case.organisation_id}", read["person_version"]),
                *changed_meanwhile(form, party, f"case:{case.pk}", read["version"]),
            ]
            with_version(form, version=party.version, person_version=person.version)
            return render(request, "web/party.html", context, status=STALE)
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return _to_people(case)
    if request.method == "GET":
        _log_opened(request, case, person)
    return render(request, "web/party.html", context, status=status_of(form))


def _known_of(person: Any) -> dict[str, Any]:
    return {name: getattr(person, name) for name in (*type(person).REVEALED, "gender")}


@login_required
@GET_OR_POST
def consent_give(request: HttpRequest, pk: Any) -> HttpResponse:
    case = to_work_on(request.user, Case, pk, "survivor")
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.facts()
        try:
            do_once(
                request, form, lambda: services.give_consent(
                    case, told["purpose"], given_on=told["given_on"], by=request.user, at=now()
                ),
            )  # fmt: skip
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return _to_people(case)
    return render(request, "web/consent.html", {"case": case, "form": form}, status=status_of(form))


@login_required
@GET_OR_POST
def consent_withdraw(request: HttpRequest, pk: Any, consent: Any) -> HttpResponse:
    case = to_work_on(request.user, Case, pk, "survivor")
    row = one(case.survivor.consents.all(), consent)
    form = WithdrawConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw_consent(case, row, by=request.user, at=now(), **form.cleaned_data)
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return _to_people(case)
    return render(request, "web/consent.html", {"case": case, "form": form, "consent": row}, status=status_of(form))


def _log_opened(request: HttpRequest, case: Case, person: Any) -> None:
    """A form shows what is hidden elsewhere: who opened it is logged like any other look."""
    fields = list(type(person).REVEALED)
    note(case, "person.revealed", by=request.user, at=now(), subject=person.pk, fields=fields)


def _to_people(case: Case) -> HttpResponse:
    answer = redirect("web:people", case.pk)
    answer["Location"] += "?saved"
    return answer
