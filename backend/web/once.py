"""A form that was sent twice is carried out once: the double press, the phone that lost its connection and sent again."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from backend.jobs.idempotency import once
from backend.kernel.clock import now
from backend.kernel.errors import InvalidInput


class SentOnceForm(forms.Form):
    """A form with a key of its own, made when the page is shown and sent back with it."""

    sent_as = forms.CharField(max_length=40, widget=forms.HiddenInput, initial=lambda: uuid.uuid4().hex, required=False)

    def facts(self) -> dict[str, Any]:
        """What was typed, without the key."""
        return {name: value for name, value in self.cleaned_data.items() if name != "sent_as"}


def do_once(request: HttpRequest, form: forms.Form, work: Callable[[], Any]) -> str:
    """Run `work`, which returns a row, unless this very form has been carried out; returns the row's id either way.

    Raises InvalidInput when the same page is sent again with something else in it: whoever went back and typed
    anew is asked to open the form afresh. A refused try is not remembered.
    """
    said = sorted((name, request.POST.getlist(name)) for name in request.POST if name != "csrfmiddlewaretoken")
    key = form.cleaned_data.get("sent_as")
    try:
        row_id, _made = once(request.user, f"page:{key}" if key else "", f"{request.path}{said}", work, at=now())
    except InvalidInput as error:
        if error.code != "idempotency_key":
            raise
        raise InvalidInput(
            _("This page has already been sent. Open it afresh to record something else; what you typed stands below."),
            code=error.code,
        ) from None
    return row_id
