"""Papers: filled from the case or refused with the list of what is missing; downloaded; filed."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Answer, Body, Choice, Key, Moment, Text, given
from backend.api.links import where_to_set
from backend.api.parameters import IDEMPOTENCY_KEY, IF_NONE_MATCH
from backend.api.queries import BadQuery
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import agency_or_422, content_or_403, one_or_404
from backend.api.told import Told
from backend.api.versions import unless_known, with_etag
from backend.documents.filters import DocumentFilter
from backend.documents.models import Document
from backend.documents.services import download, file_document, fill_document, paper_or_refuse
from backend.kernel.clock import now
from backend.kernel.errors import MissingFacts
from backend.proceedings.models import Proceeding

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGES = [("ru", "Russian"), ("kk", "Kazakh")]


class DocumentTold(Told):
    """A paper; `template_sha256` is the very version of the template it was made from."""

    template = serializers.CharField(source="template.key")
    language = serializers.CharField(source="template.language")
    template_sha256 = serializers.CharField(source="template.sha256")

    class Meta:
        model = Document
        fields = [
            "id", "case", "proceeding", "template", "language", "template_sha256", "status", "made_at", "made_by",
            "filed_event", "version",
        ]  # fmt: skip


class DocumentToFill(Body):
    """`answers` are what the case does not hold: above all `addressee`, the id of an agency."""

    template = Text(max_length=60)
    proceeding = Key()
    language = Choice(choices=LANGUAGES, required=False)
    answers = serializers.DictField(child=Answer(), required=False)


class DocumentFiled(Body):
    """When the paper was handed to the body, and under which number it was taken."""

    happened_at = Moment()
    incoming_number = Text(required=False, allow_blank=True, max_length=60)


class AnyForm(DefaultContentNegotiation):
    """A file has one form, whatever the caller says she accepts; refusals are told as ever."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        return renderers[0], renderers[0].media_type


class DocumentResource(Resource):
    """The papers of the cases on whose team the caller is."""

    serializer_class = DocumentTold
    filterset_class = DocumentFilter
    orderings = ("-made_at", "made_at", "id", "-id")
    parameters = {"file": {"format"}}

    def rows(self) -> Any:
        rows = Document.objects.content_visible_to(self.request.user).select_related("template")
        return rows.defer("answers", "template__content")

    @extend_schema(operation_id="list_documents", summary="List documents")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), DocumentTold)

    @extend_schema(
        operation_id="get_document", summary="Read what is known of a document", responses=DocumentTold,
        parameters=[IF_NONE_MATCH],
    )  # fmt: skip
    def retrieve(self, request: Request, pk: str) -> Response:
        document = one_or_404(self.rows(), pk)
        return unless_known(request, DocumentTold(document).data, document.version)

    @extend_schema(
        operation_id="fill_document", summary="Fill a document", request=DocumentToFill, responses={201: DocumentTold},
        parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request) -> Response:
        """201 with the document, or 422 with every fact that is missing and where it is set (`link`, `page`)."""
        facts = given(DocumentToFill, request)
        rows = Proceeding.objects.visible_to(request.user)
        rows = rows.select_related("case__survivor", "case__organisation", "agency")
        proceeding = one_or_404(rows, facts["proceeding"], field="proceeding")
        content_or_403(request.user, proceeding.case)
        answers = facts.get("answers", {})
        agency_or_422(answers.get("addressee"), field="answers.addressee")

        def work() -> Response:
            try:
                document = fill_document(
                    facts["template"], proceeding, language=facts.get("language", "ru"), answers=answers,
                    by=request.user, at=now(),
                )  # fmt: skip
            except MissingFacts as error:
                paper = paper_or_refuse(facts["template"], proceeding)
                error.told = where_to_set(error.facts, paper, proceeding)
                raise
            return with_etag(Response(DocumentTold(document).data, status=status.HTTP_201_CREATED), document.version)

        return answered_once(request, work)

    @extend_schema(
        operation_id="download_document", summary="Download a document",
        responses={(200, DOCX): OpenApiResponse(OpenApiTypes.BINARY, "The paper, to be edited in Word.")},
        parameters=[OpenApiParameter("format", OpenApiTypes.STR, enum=["docx"], default="docx", description="The form of the file.")],
    )  # fmt: skip
    @action(detail=True, methods=["get"], content_negotiation_class=AnyForm)
    def file(self, request: Request, pk: str) -> HttpResponse:
        """Who took it is written into the log of the case."""
        if request.query_params.get("format", "docx") != "docx":
            raise BadQuery({"format": [_("Choose one of: {choices}.").format(choices="docx")]})
        rows = Document.objects.content_visible_to(request.user).select_related("case", "file", "template")
        document = one_or_404(rows, pk)
        response = HttpResponse(download(document, by=request.user, at=now()), content_type=DOCX)
        response["Content-Disposition"] = 'attachment; filename="document.docx"'
        return response

    @extend_schema(
        operation_id="file_document", summary="Say that a document was filed", request=DocumentFiled,
        responses=DocumentTold, parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    def filed(self, request: Request, pk: str) -> Response:
        """An event of the proceeding follows, in a proceeding of its own where the law has one."""
        row = one_or_404(Document.objects.content_visible_to(request.user), pk)
        facts = given(DocumentFiled, request)
        number = facts.get("incoming_number")

        def work() -> Response:
            document = file_document(
                row, happened_at=facts["happened_at"], by=request.user, at=now(),
                fields={"incoming_number": number} if number else {},
            )  # fmt: skip
            return with_etag(Response(DocumentTold(document).data), document.version)

        return answered_once(request, work)
