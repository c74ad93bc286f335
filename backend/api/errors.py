"""Every refusal as `application/problem+json`: type, title, status, detail, errors with a pointer to the field."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from backend.kernel.errors import MissingFacts, RuleBroken

CONTENT_TYPE = "application/problem+json"


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: the house's own refusals, DRF's, and Django's, in one shape."""
    if isinstance(error, RuleBroken):
        return _of_rule(error)
    answer = exception_handler(error, context)
    if answer is None:
        return None
    if isinstance(error, exceptions.ValidationError):
        status = 422
        errors = [{"pointer": pointer, "detail": text} for pointer, text in _flatten(error.detail)]
        detail = errors[0]["detail"] if errors else str(_("Check what was sent."))
    else:
        status, errors = answer.status_code, []
        detail = str(_detail_of(error))
    headers = {name: value for name, value in answer.headers.items() if name != "Content-Type"}
    return _response(
        status, code=getattr(error, "default_code", "error"), detail=detail, errors=errors, headers=headers
    )


def _of_rule(error: RuleBroken) -> Response:
    errors: list[dict[str, str]] = [
        {"pointer": "/" + item.pointer.replace(".", "/"), "detail": str(item.message)} for item in error.errors
    ]
    if isinstance(error, MissingFacts):
        errors = [
            {
                "pointer": "/" + fact.key.replace(".", "/"),
                "detail": str(fact.title),
                "link": _link(fact.area, fact.object_id),
            }
            for fact in error.facts
        ]
    return _response(error.status, code=error.code, detail=str(error.message), errors=errors)


def _link(area: str, object_id: str) -> str:
    return f"/api/v1/{area}/{object_id}" if area and object_id else ""


def _response(
    status: int, *, code: str, detail: str, errors: list[dict[str, str]], headers: dict[str, str] | None = None
) -> Response:
    body = {
        "type": f"urn:tirek:problem:{code}",
        "title": TITLES.get(status, _("Error")),
        "status": status,
        "detail": detail,
        "errors": errors,
    }
    return Response({**body, "title": str(body["title"])}, status=status, headers=headers, content_type=CONTENT_TYPE)


def _detail_of(error: Exception) -> Any:
    if isinstance(error, Http404):
        return _("There is no such thing here.")
    if isinstance(error, PermissionDenied):
        return _("You may not do this.")
    return getattr(error, "detail", str(error))


def _flatten(detail: Any, pointer: str = "") -> list[tuple[str, str]]:
    if isinstance(detail, dict):
        return [pair for key, value in detail.items() for pair in _flatten(value, f"{pointer}/{key}")]
    if isinstance(detail, list):
        if detail and isinstance(detail[0], dict | list):
            return [pair for at, value in enumerate(detail) for pair in _flatten(value, f"{pointer}/{at}")]
        return [(pointer, str(text)) for text in detail]
    return [(pointer, str(detail))]


TITLES = {
    400: "Bad request",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Not at this stage",
    412: "Changed meanwhile",
    422: "Cannot be taken as it is",
    428: "Version required",
    429: "Too many requests",
}
