"""Addresses under /api/ that there are not; and those that there are, written without the last stroke."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from rest_framework.request import Request
from rest_framework.views import APIView


class _NoSuchAddress(APIView):
    """404 to everybody and every method: an address that there is not needs no rights."""

    authentication_classes = ()
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise Http404


_refuse = _NoSuchAddress.as_view()


@csrf_exempt
def unknown_address(request: HttpRequest, **_kwargs: Any) -> HttpResponse:
    """`/api/v1/cases` is `/api/v1/cases/`, for every method and without a detour; anything else is not there."""
    if not request.path_info.endswith("/"):
        try:
            found = resolve(f"{request.path_info}/")
        except Resolver404:
            return _refuse(request)
        if found.func is not unknown_address:
            request.resolver_match = found
            answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
            return answer
    return _refuse(request)
