"""Children, trusted contacts, needs, and what is known of a respondent: writing down and correcting."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from backend.cases import circle as services
from backend.cases.choices import PartyRole
from backend.cases.models import Case, Party
from backend.cases.queries import dependants_visible_to, persons_visible_to, survivors_visible_to, trusted_visible_to
from backend.cases.services import note
from backend.kernel.clock import now
from backend.kernel.errors import RuleBroken, StaleVersion
from backend.people.life_models import RespondentFacts, SurvivorNeeds, facts_of
from backend.web.answers import put_on_form, status_of
from backend.web.forms.circle import DependantForm, NeedsForm, RespondentFactsForm, TrustedForm
from backend.web.once import do_once
from backend.web.rows import one, to_work_on
from backend.web.stale import changed_meanwhile, with_version

GET_OR_POST = require_http_methods(["GET", "POST"])


@login_required
@GET_OR_POST
def dependant_add(request: HttpRequest, pk: Any) -> HttpResponse:
    case = to_work_on(request.user, Case, pk, "survivor")
    form = DependantForm(request.POST or None, new=True, appears=False, **_respondents(request.user, case))
    return _add(request, case, form, services.add_dependant, _("A child, or somebody in her care"))


@login_required
@GET_OR_POST
def dependant_edit(request: HttpRequest, pk: Any, row: Any) -> HttpResponse:
    case = to_work_on(request.user, Case, pk, "survivor")
    rows = dependants_visible_to(request.user).filter(survivor=case.survivor_id).select_related("person", "survivor")
    found = one(rows, row)
    form = DependantForm(
        request.POST or None, new=False, appears=services.appears_in(case, found),
        initial=DependantForm.as_it_stands(found), **_respondents(request.user, case),
    )  # fmt: skip
    title = _("A child, or somebody in her care")
    return _correct(request, case, form, found, services.correct_dependant, title)


@login_required
@GET_OR_POST
def trusted_add(request: HttpRequest, pk: Any) -> HttpResponse:
    case = to_work_on(request.user, Case, pk, "survivor")
    form = TrustedForm(request.POST or None, new=True)
    return _add(request, case, form, services.add_trusted_contact, _("Trusted contact"))


@login_required
@GET_OR_POST
def trusted_edit(request: HttpRequest, pk: Any, row: Any) -> HttpResponse:
    case = to_work_on(request.user, Case, pk, "survivor")
    found = one(_trusted(request.user, case), row)
    form = TrustedForm(request.POST or None, new=False, initial=TrustedForm.as_it_stands(found))
    return _correct(request, case, form, found, services.correct_trusted_contact, _("Trusted contact"))


@login_required
@require_POST
def trusted_end(request: HttpRequest, pk: Any, row: Any) -> HttpResponse:
    case = to_work_on(request.user, Case, pk, "survivor")
    found = one(_trusted(request.user, case), row)
    if found.ended_at is None:  # pressed twice, it has ended all the same
        services.end_trusted_contact(case, found, by=request.user, at=now())
    return to_people(case)


@login_required
@GET_OR_POST
def respondent_facts(request: HttpRequest, pk: Any) -> HttpResponse:
    party = to_work_on(request.user, Party, pk, "case__survivor", "case__organisation", "person__survivor")
    row = facts_of(party.person) or RespondentFacts(
        person=party.person, survivor_id=party.person.survivor_id, version=0
    )
    form = RespondentFactsForm(request.POST or None, initial=RespondentFactsForm.as_it_stands(row))
    who = persons_visible_to(request.user).filter(pk=party.person_id)

    def keep(**told: Any) -> Any:
        return services.keep_respondent_facts(party, **told)

    return _keep(request, party.case, form, row, keep, lambda: who.get().facts, _("What is known of the respondent"))


@login_required
@GET_OR_POST
def needs(request: HttpRequest, pk: Any) -> HttpResponse:
    case = to_work_on(request.user, Case, pk, "survivor", "organisation")
    row = getattr(case.survivor, "needs", None) or SurvivorNeeds(survivor=case.survivor, version=0)
    form = NeedsForm(request.POST or None, initial=NeedsForm.as_it_stands(row))
    who = survivors_visible_to(request.user).filter(pk=case.survivor_id)

    def keep(**told: Any) -> Any:
        return services.keep_needs(case, **told)

    return _keep(request, case, form, row, keep, lambda: who.get().needs, _("Interpreter, accessibility, health"))


def to_people(case: Case) -> HttpResponse:
    answer = redirect("web:people", case.pk)
    answer["Location"] += "?saved"
    return answer


def _trusted(user: Any, case: Case) -> Any:
    return trusted_visible_to(user).filter(survivor=case.survivor_id).select_related("person", "survivor")


def _respondents(user: Any, case: Case) -> dict[str, Any]:
    """The respondents of the case to choose the other parent from, and what each is to the survivor."""
    parties = case.parties.filter(role=PartyRole.RESPONDENT)
    titles = {party.person_id: str(party.get_relation_display()) for party in parties}
    return {"respondents": persons_visible_to(user).filter(pk__in=titles), "titles": titles}


def _add(request: HttpRequest, case: Case, form: Any, act: Callable[..., Any], title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            do_once(request, form, lambda: act(case, by=request.user, at=now(), **form.facts()))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return to_people(case)
    return _page(request, case, form, title, status_of(form))


def _correct(
    request: HttpRequest, case: Case, form: Any, row: Any, act: Callable[..., Any], title: str
) -> HttpResponse:
    """Correct a row and the person it is about: two versions, one form."""
    if request.method == "POST" and form.is_valid():
        read = form.cleaned_data
        try:
            act(
                case, row, expected_version=read["version"], expected_person_version=read["person_version"],
                by=request.user, at=now(), **form.facts(),
            )  # fmt: skip
        except StaleVersion as error:
            put_on_form(form, error)
            row.refresh_from_db()
            row.person.refresh_from_db()
            chain = f"organisation:{case.organisation_id}"
            theirs = [
                *changed_meanwhile(form, row.person, chain, read["person_version"]),
                *changed_meanwhile(form, row, chain, read["version"]),
            ]
            with_version(form, version=row.version, person_version=row.person.version)
            return _page(request, case, form, title, error.status, theirs=theirs, row=row)
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return to_people(case)
    if request.method == "GET":
        _log_opened(request, case, row.person)
        _log_opened(request, case, row)
    return _page(request, case, form, title, status_of(form), row=row)


def _keep(
    request: HttpRequest,
    case: Case,
    form: Any,
    row: Any,
    keep: Callable[..., Any],
    again: Callable[[], Any],
    title: str,
) -> HttpResponse:
    """Keep the one row there is about somebody; version 0 stands for a row that is still to be made. `again` reads it."""
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            keep(expected_version=version, by=request.user, at=now(), **form.facts())
        except StaleVersion as error:
            put_on_form(form, error)
            row = again()
            theirs = changed_meanwhile(form, row, f"organisation:{case.organisation_id}", version)
            with_version(form, version=row.version)
            return _page(request, case, form, title, error.status, theirs=theirs, row=row)
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return to_people(case)
    if request.method == "GET" and not row._state.adding:
        _log_opened(request, case, row)
    return _page(request, case, form, title, status_of(form), row=row)


def _page(request: HttpRequest, case: Case, form: Any, title: str, status: int, **more: Any) -> HttpResponse:
    context = {"case": case, "form": form, "title": title, **more}
    return render(request, "web/circle_form.html", context, status=status)


def _log_opened(request: HttpRequest, case: Case, row: Any) -> None:
    """A form shows what is hidden elsewhere: who opened it is logged like any other look."""
    note(case, "person.revealed", by=request.user, at=now(), subject=row.pk, fields=list(type(row).REVEALED))
