"""The papers that can be filled, and for a proceeding what each still lacks."""

from typing import Any

from django.utils import translation
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.errors import NotThere
from backend.api.links import where_to_set
from backend.api.queries import BadQuery
from backend.api.resources import Face
from backend.api.rows import content_or_403, one_or_404
from backend.documents.catalogue import Paper, papers
from backend.documents.readiness import LANGUAGES, papers_of
from backend.kernel.clock import now
from backend.law.models import Agency
from backend.proceedings.models import Proceeding
from backend.proceedings.problems import title


class MissingFactTold(serializers.Serializer[Any]):
    """A fact the paper cannot do without, and where it is set: in the API, and on a page."""

    pointer = serializers.CharField()
    fact = serializers.CharField()
    detail = serializers.CharField()
    link = serializers.CharField()
    page = serializers.CharField()


class PaperTold(serializers.Serializer[Any]):
    """A kind of paper. `missing` is null unless a proceeding was named; empty when the paper can be filled."""

    key = serializers.CharField()
    title = serializers.CharField(help_text="In the caller's language.")
    languages = serializers.ListField(child=serializers.CharField())
    routes = serializers.ListField(child=serializers.CharField())
    articles = serializers.ListField(child=serializers.CharField())
    addressee = serializers.CharField(help_text="The kind of agency it goes to.")
    event = serializers.CharField(help_text="The event that filing it records.")
    files_on = serializers.CharField(help_text="The route of the proceeding that filing it opens; else empty.")
    missing = MissingFactTold(many=True, allow_null=True)


class PapersTold(serializers.Serializer[Any]):
    """All of them: there are few, so there is one page."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = PaperTold(many=True)


class DocumentTemplates(Face):
    """The kinds of paper, in the order of their keys."""

    parameters = {"get": {"proceeding", "language", "addressee"}}

    @extend_schema(
        operation_id="list_document_templates", summary="What can be filled", responses=PapersTold,
        parameters=[
            OpenApiParameter("proceeding", OpenApiTypes.UUID, description="Only papers of its route, with what is missing."),
            OpenApiParameter("language", OpenApiTypes.STR, enum=list(LANGUAGES), default="ru", description="Of the paper."),
            OpenApiParameter("addressee", OpenApiTypes.UUID, description="The agency the paper would go to."),
        ],
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        asked = request.query_params
        language = asked.get("language", "ru")
        if language not in LANGUAGES:
            text = translation.gettext("Choose one of: {choices}.").format(choices=", ".join(LANGUAGES))
            raise BadQuery({"language": [text]})
        if "proceeding" not in asked:
            told = [_told(paper, None) for _key, paper in sorted(papers().items())]
        else:
            rows = Proceeding.objects.visible_to(request.user)
            rows = rows.select_related("case__survivor", "case__organisation", "agency")
            proceeding = one_or_404(rows, asked["proceeding"])
            content_or_403(request.user, proceeding.case)
            answers = {"addressee": _agency(asked["addressee"])} if asked.get("addressee") else {}
            ready = papers_of(proceeding, language=language, answers=answers, by=request.user, at=now())
            told = [_told(each.paper, where_to_set(each.missing, each.paper, proceeding)) for each in ready]
        return Response({"next": None, "previous": None, "results": told})


class DocumentTemplate(Face):
    """One kind of paper."""

    @extend_schema(operation_id="get_document_template", summary="Read a kind of paper", responses=PaperTold)
    def get(self, request: Request, key: str) -> Response:
        paper = papers().get(key)
        if paper is None:
            raise NotThere("")
        return Response(_told(paper, None))


def _agency(key: str) -> str:
    return str(one_or_404(Agency.objects.all(), key).pk)


def _told(paper: Paper, missing: list[dict[str, str]] | None) -> dict[str, Any]:
    return {
        "key": paper.key,
        "title": title(paper.titles),
        "languages": list(LANGUAGES),
        "routes": list(paper.routes),
        "articles": list(paper.articles),
        "addressee": paper.addressee,
        "event": paper.event,
        "files_on": paper.files_on,
        "missing": missing,
    }
