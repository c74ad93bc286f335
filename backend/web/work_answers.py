"""Answers of the work pages: whole, or the form alone for htmx; and back to the list afterwards."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from backend.cases.models import Case


def form_page(request: HttpRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    """The page with its form, or for htmx the form alone (the partial named `form`)."""
    return render(request, f"{template}#form" if request.htmx else template, context, status=status)


def to_the_work(request: HttpRequest, case: Case, page: str = "web:case-work") -> HttpResponse:
    """To the list that now holds what was written; htmx is told to go there as a whole page."""
    if request.htmx:
        return HttpResponseClientRedirect(reverse(page, args=[case.pk]))
    return redirect(page, case.pk)
