"""What the pages about places on a team share: whom one may ask, and the way back."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from backend.accounts.models import User
from backend.accounts.roles import WORKING_ROLES
from backend.cases.models import Case
from backend.web.answers import status_of


def working_colleagues(user: Any, case: Case) -> Any:
    """The colleagues who work on cases in the organisation, without the user herself."""
    return (
        User.objects.visible_to(user)
        .filter(
            is_active=True,
            memberships__organisation=case.organisation_id,
            memberships__ended_at=None,
            memberships__role__in=WORKING_ROLES,
        )
        .exclude(pk=user.pk)
        .order_by("full_name")
    )


def team_form(request: HttpRequest, template: str, form: forms.Form, **context: Any) -> HttpResponse:
    """A page with its form; 422 when it comes back with errors."""
    return render(request, template, {"form": form, **context}, status=status_of(form))


def to_the_case_or_day(user: Any, case: Case) -> HttpResponse:
    """To the case for whoever may open it now, else to My day."""
    if Case.objects.content_visible_to(user).filter(pk=case.pk).exists():
        return redirect("web:case", case.pk)
    return redirect("web:day")
