"""Who calls: a program with its token, or a page with its session. Refusals say in plain words what to do."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from backend.accounts.threshold import Missing, current_memberships, what_is_missing
from backend.kernel.clock import today
from backend.kernel.errors import NotAllowed


class TokenOfAProgram(TokenAuthentication):
    """`Authorization: Token …`, as `manage.py issue_token` printed it: hashed at rest, expiring, revocable."""

    def authenticate(self, request: Request) -> Any:
        try:
            return super().authenticate(request)
        except (AuthenticationFailed, UnicodeError):
            raise AuthenticationFailed(
                _("This token does not open anything: it is mistyped, expired or revoked. Ask for a new one.")
            ) from None


class SessionOfThePages(SessionAuthentication):
    """Answers 401 (not 403) to whoever is not signed in; a write needs the CSRF token of the pages."""

    def authenticate_header(self, request: Request) -> str:
        return "Token"

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied:
            raise PermissionDenied(_("A write with a session needs the X-CSRFToken header; a token does not."))  # noqa: B904 -- the cause tells nothing more


def refuse_before_content(user: Any) -> None:
    """The API's side of `accounts.threshold`: a 403 that says which step comes first, and on which page it is taken.

    Whoever belongs nowhere is not refused: every list of hers is empty.
    """
    missing = what_is_missing(user, current_memberships(user), on=today())
    if missing in STEPS:
        page = f"{settings.TIREK_BASE_URL}{reverse(STEPS[missing][0])}"
        raise NotAllowed(STEPS[missing][1] % {"page": page}, code=f"{missing}_required")


STEPS: dict[Missing, tuple[str, Any]] = {
    Missing.SECOND_FACTOR: ("web:second-factor", gettext_lazy("Set up a second factor first, at %(page)s.")),
    Missing.OATH: ("web:oath", gettext_lazy("Accept the oath of confidentiality first, at %(page)s.")),
}


class _TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = TokenOfAProgram
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Authorization: Token …`; `manage.py issue_token EMAIL` prints one.",
        }


class _SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = SessionOfThePages
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": "s",
            "description": "The session of the pages; writes need `X-CSRFToken` too.",
        }
