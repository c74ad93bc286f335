"""`ETag` and `If-Match` over the integer `version` of a row; compared weakly."""

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from backend.kernel.errors import InvalidInput, StaleVersion


class VersionRequired(InvalidInput):
    """An edit without `If-Match` could overwrite somebody's work unseen."""

    status = 428
    code = "version_required"


def expected_version(request: Request) -> int:
    """The version that `If-Match` names; refuses an edit that names none."""
    told = request.headers.get("If-Match", "").strip()
    if not told:
        raise VersionRequired(_("Send the ETag you read as If-Match, so that nobody's change is lost."))
    number = told.removeprefix("W/").strip('"')
    if not number.isdigit():
        raise StaleVersion(_("Somebody else changed this record meanwhile. Look at it again; what you typed is kept."))
    return int(number)


def with_etag(response: Response, version: int) -> Response:
    response["ETag"] = f'W/"{version}"'
    return response
