"""Every refusal as `application/problem+json`: type, title, status, detail, errors with a pointer to the field."""

import logging
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from backend.api.queries import BadQuery
from backend.kernel.errors import RuleBroken

CONTENT_TYPE = "application/problem+json"
Wrong = list[dict[str, str]]
log = logging.getLogger(__name__)


class NotThere(exceptions.NotFound):
    """A row named in the body that there is not for this caller; the pointer says which."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field


def problem(error: Exception, context: dict[str, Any]) -> Response:
    """DRF's exception handler: the house's own refusals, DRF's and Django's, and the unforeseen, in one shape."""
    if isinstance(error, RuleBroken):
        return _answer(error.status, error.code, str(error.message), _of_rule(error))
    if isinstance(error, exceptions.ValidationError):
        errors = [{"pointer": pointer, "detail": text} for pointer, text in _flatten(error.detail)]
        return _answer(422, "invalid_input", errors[0]["detail"] if errors else _("Check what was sent."), errors)
    if isinstance(error, BadQuery):
        wrong = [{"parameter": name, "detail": text} for name, texts in error.errors.items() for text in texts]
        return _answer(error.status_code, error.default_code, wrong[0]["detail"], wrong)
    if isinstance(error, Http404 | exceptions.NotFound):
        field = getattr(error, "field", "")
        text = _("There is no such thing here.")
        return _answer(404, "not_found", text, [{"pointer": f"/{field}", "detail": text}] if field else [])
    if isinstance(error, exceptions.APIException):
        return _of_framework(error, context)
    if isinstance(error, PermissionDenied):
        return _answer(403, "permission_denied", _("You may not do this."))
    if isinstance(error, RequestDataTooBig):
        return _answer(413, "too_large", _("This is more than can be taken at once."))
    if isinstance(error, SuspiciousOperation | BadRequest):
        return _answer(400, "bad_request", _("Check what was sent."))
    log.error("Not foreseen at %s", _where(context), exc_info=error)
    return _answer(500, "server_error", _("Something went wrong on our side. It has been written down; try again."))


def _of_framework(error: exceptions.APIException, context: dict[str, Any]) -> Response:
    code = str(getattr(error.detail, "code", error.default_code))
    headers = {}
    if waited := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(waited))
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        headers["WWW-Authenticate"] = getattr(error, "auth_header", "Token")
    return _answer(error.status_code, code, _detail(error, context), headers=headers)


def _detail(error: exceptions.APIException, context: dict[str, Any]) -> str:
    """The framework's refusals in our words, which say how to mend it."""
    if isinstance(error, exceptions.NotAuthenticated):
        return _("Sign in, or send “Authorization: Token …”.")
    if isinstance(error, exceptions.MethodNotAllowed):
        allowed = ", ".join(getattr(context.get("view"), "allowed_methods", []))
        return _("This address takes: %(methods)s.") % {"methods": allowed}
    if isinstance(error, exceptions.NotAcceptable):
        return _("This address answers in application/json; ask for that, or for anything.")
    if isinstance(error, exceptions.UnsupportedMediaType):
        return _("Send the body as application/json.")
    return str(error.detail)


def _of_rule(error: RuleBroken) -> Wrong:
    """The entries of a broken rule; a face that knows more of them (links) has put them into `told`."""
    told: Wrong | None = getattr(error, "told", None)
    if told is not None:
        return told
    return [{"pointer": _pointer(*item.pointer.split(".")), "detail": str(item.message)} for item in error.errors]


def _answer(
    status: int, code: str, detail: Any, errors: Wrong | None = None, headers: dict[str, str] | None = None
) -> Response:
    body = {
        "type": f"urn:tirek:problem:{code}",
        "title": str(TITLES.get(status, TITLES[400])),
        "status": status,
        "detail": str(detail),
        "errors": errors or [],
    }
    return Response(body, status=status, headers=headers, content_type=CONTENT_TYPE)


def _pointer(*path: Any) -> str:
    """A JSON pointer (RFC 6901) into the body that was sent."""
    parts = [str(part).replace("~", "~0").replace("/", "~1") for part in path if part != ""]
    return "".join(f"/{part}" for part in parts)


def _flatten(detail: Any, *path: Any) -> list[tuple[str, str]]:
    if isinstance(detail, dict):
        found = []
        for key, value in detail.items():
            deeper = path if key == api_settings.NON_FIELD_ERRORS_KEY else (*path, key)
            found += _flatten(value, *deeper)
        return found
    if isinstance(detail, list):
        if detail and isinstance(detail[0], dict | list):
            return [pair for at, value in enumerate(detail) for pair in _flatten(value, *path, at)]
        return [(_pointer(*path), str(text)) for text in detail]
    return [(_pointer(*path), str(detail))]


def _where(context: dict[str, Any]) -> str:
    """The address as it stands in the table of addresses: without the ids that were asked for."""
    request: Request | None = context.get("request")
    match = getattr(request, "resolver_match", None)
    return getattr(match, "route", "an unknown address")


TITLES = {
    400: gettext_lazy("Malformed request"),
    401: gettext_lazy("Not signed in"),
    403: gettext_lazy("Not allowed"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("Not with this method"),
    406: gettext_lazy("Not in this form"),
    409: gettext_lazy("Not at this stage"),
    412: gettext_lazy("Changed meanwhile"),
    413: gettext_lazy("Too large"),
    415: gettext_lazy("Send JSON"),
    422: gettext_lazy("Cannot be taken as it is"),
    428: gettext_lazy("Say which version you change"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("Error on our side"),
}
