"""Papers: filled from the case or refused with the list of what is missing; downloaded; filed. And the figures."""

import dataclasses
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.api.proceedings import do_once, given
from backend.api.rows import content_or_403, one_or_404
from backend.documents.models import Document
from backend.documents.services import download, file_document, fill_document
from backend.kernel.clock import now
from backend.people.choices import REGIONS
from backend.proceedings.models import Proceeding
from backend.reports.outcomes import outcomes

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class DocumentOut(serializers.ModelSerializer[Document]):
    template = serializers.CharField(source="template.key")
    language = serializers.CharField(source="template.language")
    template_sha256 = serializers.CharField(source="template.sha256")

    class Meta:
        model = Document
        fields = [
            "id", "case", "proceeding", "template", "language", "template_sha256", "status", "made_at", "made_by",
            "filed_event", "version",
        ]  # fmt: skip


class DocumentIn(serializers.Serializer[Any]):
    template = serializers.CharField()
    proceeding = serializers.UUIDField()
    language = serializers.ChoiceField(choices=[("ru", "ru"), ("kk", "kk")], required=False)
    answers = serializers.DictField(required=False)


class FiledIn(serializers.Serializer[Any]):
    happened_at = serializers.DateTimeField()
    incoming_number = serializers.CharField(required=False, allow_blank=True, max_length=60)


class DocumentViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Document]):
    serializer_class = DocumentOut
    filterset_fields = ["case", "proceeding", "status"]

    def get_queryset(self) -> Any:
        return Document.objects.content_visible_to(self.request.user).select_related("template", "case", "file")

    @extend_schema(operation_id="fill_document", request=DocumentIn, responses={201: DocumentOut})
    def create(self, request: Request) -> Response:
        facts = given(DocumentIn, request)
        proceeding = one_or_404(
            Proceeding.objects.visible_to(request.user).select_related(
                "case__survivor", "case__organisation", "agency"
            ),
            facts["proceeding"],
        )
        content_or_403(request.user, proceeding.case)

        def work() -> Document:
            return fill_document(
                facts["template"], proceeding, language=facts.get("language", "ru"), answers=facts.get("answers", {}),
                by=request.user, at=now(),
            )  # fmt: skip

        row_id, code = do_once(request, work)
        return Response(DocumentOut(self.get_queryset().get(pk=row_id)).data, status=code)

    @extend_schema(operation_id="download_document", responses={(200, DOCX): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def file(self, request: Request, pk: str) -> HttpResponse:
        document = one_or_404(self.get_queryset(), pk)
        response = HttpResponse(download(document, by=request.user, at=now()), content_type=DOCX)
        response["Content-Disposition"] = 'attachment; filename="document.docx"'
        return response

    @extend_schema(operation_id="file_document", request=FiledIn, responses=DocumentOut)
    @action(detail=True, methods=["post"])
    def filed(self, request: Request, pk: str) -> Response:
        row = one_or_404(self.get_queryset(), pk)
        facts = given(FiledIn, request)
        number = facts.get("incoming_number")
        document = file_document(
            row, happened_at=facts["happened_at"], by=request.user, at=now(),
            fields={"incoming_number": number} if number else {},
        )  # fmt: skip
        return Response(DocumentOut(document).data)


class PeriodIn(serializers.Serializer[Any]):
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)
    region = serializers.ChoiceField(choices=REGIONS, required=False)


class OutcomesReport(APIView):
    """The figures of the outcomes page."""

    @extend_schema(operation_id="report_outcomes", parameters=[PeriodIn], responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        asked = PeriodIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        return Response(dataclasses.asdict(outcomes(request.user, **asked.validated_data)))
