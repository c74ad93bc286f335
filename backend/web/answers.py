"""Turning what the domain refuses into errors beside the fields, with everything that was typed still there."""

from typing import Any

from django import forms

from backend.kernel.errors import RuleBroken


def put_on_form(form: forms.Form, error: RuleBroken) -> None:
    """Show a refusal where it belongs: at its fields, or above the form."""
    placed = False
    for item in error.errors:
        if item.pointer in form.fields:
            form.add_error(item.pointer, str(item.message))
            placed = True
    if not placed:
        form.add_error(None, str(error.message))


def status_of(form: forms.Form) -> int:
    """422 when a form comes back with errors, so that browsers and htmx know."""
    bad: Any = form.is_bound and form.errors
    return 422 if bad else 200
