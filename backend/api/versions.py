"""`ETag` and `If-Match` over the integer `version` of a row; compared weakly."""

import re
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from backend.kernel.errors import InvalidInput, StaleVersion

TAG = re.compile(r'\s*(?:W/)?"?([0-9]{1,9})"?\s*', re.ASCII)


class VersionRequired(InvalidInput):
    """An edit without `If-Match` could overwrite somebody's work unseen."""

    status = 428
    code = "version_required"


def expected_version(request: Request) -> int:
    """The version that `If-Match` names; refuses an edit that names none."""
    told = request.headers.get("If-Match", "").strip()
    if not told:
        raise VersionRequired(_("Send the ETag you read as If-Match, so that nobody's change is lost."))
    found = TAG.fullmatch(told)
    if found is None:
        raise StaleVersion(_("Somebody else changed this record meanwhile. Look at it again; what you typed is kept."))
    return int(found[1])


def with_etag(response: Response, version: int) -> Response:
    response["ETag"] = f'W/"{version}"'
    return response


def unless_known(request: Request, body: Any, version: int) -> Response:
    """The body with its ETag, or 304 when the caller says that she has this version.

    Only for rows whose whole answer hangs on `version`; a request that reveals something is always answered.
    """
    known = request.headers.get("If-None-Match", "")
    if not request.query_params.get("reveal"):
        tags = [TAG.fullmatch(tag) for tag in known.split(",")]
        if any(tag is not None and int(tag[1]) == version for tag in tags):
            return with_etag(Response(status=304), version)
    return with_etag(Response(body), version)
