"""What all addresses of the API have in common: the caller's language, known parameters, lists."""

from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.api.authentication import refuse_before_content
from backend.api.queries import filter_names, refuse_unknown

OF_LISTS = {"cursor", "page_size", "ordering"}


class Face(APIView):
    """An address that speaks the caller's language and takes no parameter it does not know.

    The language: what `Accept-Language` or the pages' language cookie asks for, else the user's own setting.
    """

    parameters: ClassVar[dict[str, set[str]]] = {}
    before_content: ClassVar[bool] = True  # False where nothing of a case is told and nobody may be kept out

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not _asks_for_a_language(request) and request.user.is_authenticated:
            translation.activate(request.user.language)
        if self.before_content and request.user.is_authenticated:
            refuse_before_content(request.user)
        if hasattr(self, str(request.method).lower()):  # else it is refused for its method
            refuse_unknown(request, self.known_parameters(request))

    def known_parameters(self, request: Request) -> set[str]:
        action = getattr(self, "action", None) or str(request.method).lower()
        return self.parameters.get(action, set())

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response


def _asks_for_a_language(request: Request) -> bool:
    known = dict(settings.LANGUAGES)
    asked = [code[:2] for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())]
    return request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) in known or any(code in known for code in asked)


class Resource(Face, viewsets.GenericViewSet[Any]):
    """One kind of rows. `orderings` are non-null columns of its table, the first one the default."""

    orderings: ClassVar[tuple[str, ...]] = ("-id", "id")
    filterset_class: ClassVar[Any] = None
    model: ClassVar[Any] = None

    def rows(self) -> QuerySet[Any]:
        """The rows the caller may know of: begins at a scoped door."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):  # the schema is written with nobody to ask for
            told: Any = self.serializer_class
            return QuerySet(self.model or told.Meta.model).none()
        return self.rows()

    def known_parameters(self, request: Request) -> set[str]:
        known = super().known_parameters(request)
        if self.action == "list":
            known = known | OF_LISTS | (filter_names(self.filterset_class) if self.filterset_class else set())
        return known

    def page_of(self, rows: Any, told: type[serializers.BaseSerializer[Any]], **options: Any) -> Response:
        """One page of the rows, filtered and in the order asked for."""
        page = self.paginate_queryset(rows if isinstance(rows, list) else self.filter_queryset(rows))
        return self.get_paginated_response(told(page, many=True, **options).data)
