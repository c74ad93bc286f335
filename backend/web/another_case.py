"""A further case for a survivor who is known: nothing about her is typed again."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from backend.accounts.models import User
from backend.accounts.office_models import Office
from backend.accounts.policies import may_open_cases
from backend.cases import services
from backend.cases.choices import PartyRole
from backend.cases.models import Case, Party
from backend.cases.queries import other_cases, persons_visible_to, survivors_to_open_for
from backend.kernel.clock import now
from backend.kernel.errors import NotAllowed, RuleBroken
from backend.people import services as people
from backend.web.answers import put_on_form, status_of
from backend.web.forms.cases import OpenCaseForm
from backend.web.forms.circle import RespondentField
from backend.web.once import do_once
from backend.web.rows import content_of, is_on_team


class AnotherCaseForm(OpenCaseForm):
    """Opening a case without anything that is known of the survivor; the respondent may be one of an earlier case."""

    def __init__(self, *args: Any, known: dict[Any, str], persons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (*self.SURVIVOR, "consents"):
            del self.fields[name]
        field = RespondentField(label=gettext_lazy("Respondent of an earlier case"))
        field.titles, field.queryset, field.empty_label = known, persons, gettext_lazy("somebody else, written below")
        self.fields["known_respondent"] = field
        if not known:
            del self.fields["known_respondent"]
        self.order_fields(["sent_as", "known_respondent"])

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("known_respondent") and told.get("respondent_name"):
            self.add_error(
                "respondent_name", forms.ValidationError(_("Choose one above or write somebody else, not both."))
            )
        return told


@login_required
@require_http_methods(["GET", "POST"])
def open_another(request: HttpRequest, pk: Any) -> HttpResponse:
    """`pk` is a case of hers whose content the user may read."""
    case = content_of(request.user, Case, pk, "survivor", "organisation")
    of_hers = survivors_to_open_for(request.user).filter(pk=case.survivor_id)  # not who only looks in by a reason
    if not may_open_cases(request.user, case.organisation_id) or not of_hers.exists():
        raise NotAllowed(_("You may not open cases in this organisation."))
    parties = Party.objects.content_visible_to(request.user).filter(case__survivor=case.survivor_id)
    known = {party.person_id: str(party.get_relation_display()) for party in parties.filter(role=PartyRole.RESPONDENT)}
    colleagues = User.objects.visible_to(request.user).filter(
        is_active=True, memberships__organisation=case.organisation, memberships__ended_at=None
    )
    form = AnotherCaseForm(
        request.POST or None,
        colleagues=colleagues,
        offices=Office.objects.visible_to(request.user).open().filter(organisation=case.organisation),
        known=known,
        persons=persons_visible_to(request.user).filter(pk__in=known),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = do_once(request, form, lambda: _open(form, case, request.user))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            opened = Case.objects.visible_to(request.user).filter(pk=made).first()
            if opened is None or not is_on_team(request.user, opened):
                return redirect("web:case-list")
            return redirect("web:case", opened.pk)
    context = {"form": form, "case": case, "others": other_cases(case, request.user)}
    return render(request, "web/case_open_another.html", context, status=status_of(form))


@transaction.atomic
def _open(form: AnotherCaseForm, earlier: Case, user: Any) -> Case:
    facts, act = form.cleaned_data, {"by": user, "at": now()}
    survivor = earlier.survivor
    case = services.open_case(
        earlier.organisation, survivor, lead=facts["lead"], office=facts["office"], high_risk=facts["high_risk"], **act
    )
    person, relation = facts.get("known_respondent"), facts["respondent_relation"]
    if person is None and facts["respondent_name"]:
        person = people.register_person(
            survivor, legal_name=facts["respondent_name"], gender=facts["respondent_gender"],
            address=facts["respondent_address"], case_id=case.pk, **act,
        )  # fmt: skip
    elif person is not None:
        before = person.parties.filter(role=PartyRole.RESPONDENT).order_by("-id").first()
        relation = relation or (before.relation if before else "")
    party = services.add_party(case, person, "respondent", relation=relation, **act) if person else None
    if facts["happened_on"]:
        services.add_incident(case, respondent=party, **form.part(form.INCIDENT), **act)
    return case
