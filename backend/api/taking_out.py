"""`?format=xlsx|csv`: a list or a report as the file that the page gives."""

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from backend.api.queries import BadQuery
from backend.kernel.errors import NotAllowed
from backend.reports.taking_out import FORMS, TakenOut

JSON = "json"
FORMAT = OpenApiParameter(
    "format", OpenApiTypes.STR, enum=[JSON, *FORMS], default=JSON,
    description="`xlsx` or `csv`: everything that matches, as a file, for whoever may take lists out; logged.",
)  # fmt: skip


class PasswordWanted(NotAllowed):
    """A session that has not been confirmed by its password lately."""

    code = "reauthentication_required"


def asked_form(request: Request) -> str:
    """`xlsx`, `csv`, or nothing for JSON. Raises BadQuery for anything else."""
    told: str = request.query_params.get("format", JSON)
    if told not in (JSON, *FORMS):
        raise BadQuery({"format": [_("Choose one of: {choices}.").format(choices=", ".join((JSON, *FORMS)))]})
    return "" if told == JSON else told


def lately_confirmed_or_403(request: Request) -> None:
    """What takes data out or gives rights away asks a session for its password, as the pages do.

    A token is its own proof: it was made with the password or by the operator, expires, and can be revoked.
    """
    if request.auth is None and is_reauthentication_required(request._request, app=""):
        raise PasswordWanted(_("Confirm your password on the pages first, or use a token."))


def file_answer(file: TakenOut) -> HttpResponse:
    return HttpResponse(file.body, content_type=file.content_type, headers={"Content-Disposition": file.disposition})


def takes_any_form(request: Request, *, force: bool) -> bool:
    """A file has one form, whatever the caller says she accepts."""
    return force or request.query_params.get("format", JSON) != JSON
