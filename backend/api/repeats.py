"""`Idempotency-Key`: the same request again gets the first answer again, and nothing is made twice."""

import json
from collections.abc import Callable

from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.versions import with_etag
from backend.jobs.idempotency import FirstAnswer
from backend.jobs.idempotency import answered_once as first_answer
from backend.kernel.clock import now
from backend.vault.passing import open_in_passing, seal_in_passing


def answered_once(request: Request, work: Callable[[], Response], *, said: str = "") -> Response:
    """The answer of `work`, or, for a key that was used with this very request, the first answer.

    Look rows up and check rights before: whoever lost her access does not get an old answer either. `said` is what was
    sent, where that is no JSON.
    """
    if "Idempotency-Key" not in request.headers:
        return work()
    key = request.headers["Idempotency-Key"]
    place = f"answer|{request.user.pk}|{key}"

    def sealed_answer() -> FirstAnswer:
        response = work()
        return FirstAnswer(response.status_code, seal_in_passing(JSONRenderer().render(response.data), place))

    first = first_answer(request.user, key, _said(request, said), sealed_answer, at=now())
    body = json.loads(open_in_passing(first.sealed, place))
    response = Response(body, status=first.status)
    return with_etag(response, body["version"]) if "version" in body else response


def _said(request: Request, said: str) -> str:
    """What makes two requests the same: method, address and body, whatever the order of its keys."""
    address = request.path.rstrip("/")
    return f"{request.method} {address} {said or json.dumps(request.data, sort_keys=True, ensure_ascii=False)}"
