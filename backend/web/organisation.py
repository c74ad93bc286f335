"""The settings of an organisation, for its coordinators: one page to read, one form for each part."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.accounts.keeping import change_organisation, change_settings
from backend.accounts.models import Organisation
from backend.accounts.office_models import DayOff, Office, OrganisationSettings
from backend.accounts.policies import may_change_settings
from backend.accounts.rights import Right, has_right
from backend.accounts.roles import Role
from backend.accounts.settings import settings_of
from backend.kernel.clock import now, today
from backend.kernel.errors import NotAllowed, RuleBroken, StaleVersion
from backend.people.choices import REGIONS
from backend.web.answers import put_on_form, status_of
from backend.web.exports import after_the_password
from backend.web.forms.organisation import OrganisationForm, RightsForm, WorkForm
from backend.web.rows import one
from backend.web.stale import changed_meanwhile, with_version

GET_OR_POST = require_http_methods(["GET", "POST"])
STALE = 412
TERMS = ("our_days", "hearing_hours", "overdue_days", "retention_years")


@login_required
@require_safe
def organisation_page(request: HttpRequest) -> HttpResponse:
    """All that is set, with the way to each form. `?in=` names one of several organisations."""
    user: Any = request.user
    organisation = _asked_for(request)
    settings = settings_of(organisation)
    context = {
        "organisation": organisation,
        "organisations": Organisation.objects.visible_to(request.user).filter(
            pk__in=user.organisations_as(Role.COORDINATOR)
        ),
        "settings": settings,
        "offices": Office.objects.visible_to(request.user).filter(organisation=organisation),
        "regions": dict(REGIONS),
        "days_off": DayOff.objects.visible_to(request.user).filter(organisation=organisation, day__gte=today()),
        "rights": [
            (right.label, [str(role.label) for role in Role if has_right(settings.rights, right, role)])
            for right in Right
        ],
    }
    return render(request, "web/organisation.html", context)


@login_required
@GET_OR_POST
def organisation_name(request: HttpRequest, pk: Any) -> HttpResponse:
    organisation = to_set(request, pk)
    form = OrganisationForm(request.POST or None, initial=OrganisationForm.as_it_stands(organisation))

    def save(version: int) -> None:
        change_organisation(organisation, expected_version=version, by=request.user, at=now(), **form.facts())

    def row() -> Any:
        return Organisation.objects.visible_to(request.user).get(pk=organisation.pk)

    return changed_by(request, organisation, form, _("Name and contacts"), save, row)


@login_required
@GET_OR_POST
def organisation_work(request: HttpRequest, pk: Any) -> HttpResponse:
    organisation = to_set(request, pk)
    settings = settings_of(organisation)
    initial = {name: getattr(settings, name) for name in TERMS} | {"version": settings.version}
    form = WorkForm(request.POST or None, initial=initial)

    def save(version: int) -> None:
        change_settings(organisation, expected_version=version, by=request.user, at=now(), **form.facts())

    return changed_by(
        request, organisation, form, _("Reminders and keeping"), save, lambda: _settings_row(request, organisation)
    )


@login_required
@GET_OR_POST
@after_the_password
def organisation_rights(request: HttpRequest, pk: Any) -> HttpResponse:
    organisation = to_set(request, pk)
    form = RightsForm(request.POST or None, settings=settings_of(organisation))

    def save(version: int) -> None:
        change_settings(organisation, rights=form.rights(), expected_version=version, by=request.user, at=now())

    return changed_by(
        request, organisation, form, _("Who may do what"), save, lambda: _settings_row(request, organisation),
        "web/organisation_rights.html",
    )  # fmt: skip


def changed_by(
    request: HttpRequest,
    organisation: Any,
    form: Any,
    title: str,
    save: Callable[[int], None],
    row: Callable[[], Any],
    template: str = "web/organisation_form.html",
) -> HttpResponse:
    """Save a correction and go back to the settings; who comes second keeps what she typed and sees what changed."""
    context: dict[str, Any] = {"organisation": organisation, "form": form, "title": title}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            save(version)
        except StaleVersion as error:
            put_on_form(form, error)
            current = row()
            context["theirs"] = changed_meanwhile(form, current, f"organisation:{organisation.pk}", version)
            with_version(form, version=current.version)
            return render(request, template, context, status=STALE)
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return to_settings(organisation.pk)
    return render(request, template, context, status=status_of(form))


def to_settings(organisation_id: Any) -> HttpResponse:
    return redirect(f"{reverse('web:organisation')}?in={organisation_id}")


def to_set(request: HttpRequest, pk: Any) -> Organisation:
    """The organisation, for a coordinator of it; 404 for a stranger."""
    organisation: Organisation = one(Organisation.objects.visible_to(request.user), pk)
    if not may_change_settings(request.user, organisation.pk):
        raise NotAllowed(_("Only a coordinator changes the settings of the organisation."))
    return organisation


def _settings_row(request: HttpRequest, organisation: Organisation) -> Any:
    return OrganisationSettings.objects.visible_to(request.user).get(organisation=organisation)


def _asked_for(request: HttpRequest) -> Organisation:
    asked = request.GET.get("in")
    if asked:
        try:
            return to_set(request, uuid.UUID(asked))
        except ValueError:
            raise Http404 from None
    user: Any = request.user
    found = user.organisations_as(Role.COORDINATOR)
    if not found:
        raise NotAllowed(_("Only a coordinator changes the settings of the organisation."))
    return to_set(request, found[0])
