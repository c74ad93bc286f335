"""What was typed into a form that could not be carried out, given back on the answer and kept nowhere."""

import re

from django.http import HttpRequest

SHORTER_IS_TYPED_AGAIN = 15
NOT_TYPED = {"csrfmiddlewaretoken", "sent_as", "version", "next", "credential"}
OF_A_LIST = re.compile(r"[A-Za-z0-9_.:+-]+")  # ids, closed lists, moments and codes: chosen, not written


def typed_text(request: HttpRequest) -> list[str]:
    """The longer texts of a form that was sent, as they were written; never a password, a key of the form or a file.

    Nothing for a script's request: it leaves the page, and what stands on it, where they are.
    """
    if request.method != "POST" or request.headers.get("HX-Request") or request.path.startswith("/api/"):
        return []
    return [
        value
        for name, values in request.POST.lists()
        if name not in NOT_TYPED and "password" not in name.lower()
        for value in values
        if len(value.strip()) > SHORTER_IS_TYPED_AGAIN and not OF_A_LIST.fullmatch(value.strip())
    ]
