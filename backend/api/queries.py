"""What may be asked in an address: filters, cursors and reveals; anything else is refused, not silently dropped."""

from typing import Any

from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import APIException
from rest_framework.request import Request


class BadQuery(APIException):
    """A parameter of the address that cannot be; `errors` names each with what is wrong with it."""

    status_code = 422
    default_code = "invalid_query"

    def __init__(self, errors: dict[str, list[str]]) -> None:
        self.errors = errors
        super().__init__(next(iter(errors.values()))[0])


class BadCursor(BadQuery):
    """A cursor that was not given out here, or for another order."""

    status_code = 400
    default_code = "bad_cursor"


class ByFilterSet(DjangoFilterBackend):
    """The list's FilterSet; a value it does not know is refused with the name of the parameter."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        filterset = self.get_filterset(request, queryset, view)
        if filterset is None:
            return queryset
        if not filterset.is_valid():
            raise BadQuery(
                {
                    _as_sent(name, request): [str(text) for text in texts]
                    for name, texts in filterset.errors.get_json_data().items()
                    for texts in [[each["message"] for each in texts]]
                }
            )
        return filterset.qs


def _as_sent(name: str, request: Request) -> str:
    """`opened_on` as it was written: `opened_on_after` or `opened_on_before`."""
    return next((sent for sent in request.query_params if sent == name or sent.startswith(f"{name}_")), name)


def filter_names(filterset: Any) -> set[str]:
    """The names of all parameters a FilterSet listens to."""
    names: set[str] = set()
    for name, each in filterset.base_filters.items():
        suffixes = getattr(getattr(each.field_class, "widget", None), "suffixes", None)
        names |= {f"{name}_{suffix}" for suffix in suffixes} if suffixes else {name}
    return names


def refuse_unknown(request: Request, known: set[str]) -> None:
    """Refuse parameters nobody listens to: a mistyped filter would otherwise answer another question."""
    told = ", ".join(sorted(known)) or "—"
    unknown = {
        name: [_("There is no such parameter here; there are: %(names)s.") % {"names": told}]
        for name in request.query_params
        if name not in known
    }
    if unknown:
        raise BadQuery(unknown)


def asked_to_reveal(request: Request, allowed: tuple[str, ...]) -> list[str]:
    """The hidden fields named in `?reveal=`, each once; refuses any that there is not."""
    names = list(dict.fromkeys(name for name in request.query_params.get("reveal", "").split(",") if name))
    if any(name not in allowed for name in names):
        raise BadQuery({"reveal": [_("What can be revealed here: %(names)s.") % {"names": ", ".join(allowed)}]})
    return names
