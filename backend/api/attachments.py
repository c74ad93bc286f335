"""Files attached to a case: sent as multipart, listed, handed out, withdrawn."""

import json
from hashlib import sha256
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status, viewsets
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.proceedings import Reason, given
from backend.api.rows import case_or_404, one_or_404
from backend.cases.models import Incident
from backend.documents.attachment_models import Attachment, AttachmentKind
from backend.documents.attachments import attach, download_attachment, too_large, withdraw_attachment
from backend.jobs.idempotency import once
from backend.kernel.clock import now
from backend.proceedings.models import Event, Hearing

ABOUT = {"event": Event, "hearing": Hearing, "incident": Incident}


class AttachmentOut(serializers.ModelSerializer[Attachment]):
    """`sha256` is of the file as it is handed out, without what the phone had written into it."""

    remark = serializers.CharField()
    withdrawn_because = serializers.CharField()
    size = serializers.IntegerField(source="file.size")
    sha256 = serializers.CharField(source="file.sha256")
    file_name = serializers.CharField()

    class Meta:
        model = Attachment
        fields = [
            "id", "case", "kind", "number", "file_name", "media_type", "size", "sha256", "taken_at", "remark", "event",
            "hearing", "incident", "added_at", "added_by", "withdrawn_at", "withdrawn_by", "withdrawn_because",
        ]  # fmt: skip


class AttachmentIn(serializers.Serializer[Any]):
    """JPEG, PNG, HEIC, WEBP, PDF or DOCX up to 25 MB, known by its content. It may belong to one thing of the case."""

    file = serializers.FileField(allow_empty_file=True)
    kind = serializers.ChoiceField(choices=AttachmentKind.choices)
    remark = serializers.CharField(required=False, allow_blank=True, max_length=1000)
    event = serializers.UUIDField(required=False)
    hearing = serializers.UUIDField(required=False)
    incident = serializers.UUIDField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        named = [name for name in ABOUT if name in attrs]
        if len(named) > 1:
            raise serializers.ValidationError({named[1]: _("A file belongs to one thing.")})
        return attrs


class Attachments(viewsets.GenericViewSet[Attachment]):
    serializer_class = AttachmentOut
    parser_classes = [JSONParser, MultiPartParser]

    def get_queryset(self) -> Any:
        return Attachment.objects.content_visible_to(self.request.user).select_related("case", "file")

    @extend_schema(operation_id="list_attachments", responses=AttachmentOut(many=True))
    def list(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        page = self.paginate_queryset(self.get_queryset().filter(case=case))
        return self.get_paginated_response(AttachmentOut(page, many=True).data)

    @extend_schema(
        operation_id="attach_file", request={"multipart/form-data": AttachmentIn}, responses={201: AttachmentOut}
    )
    def create(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        facts = given(AttachmentIn, request)
        file = facts.pop("file")
        if getattr(file, "too_large", False):
            raise too_large()
        data, about = file.read(), None
        for name in ABOUT:
            if key := facts.pop(name, None):
                about = one_or_404(ABOUT[name].objects.content_visible_to(request.user), key)

        def work() -> Attachment:
            return attach(case, data, about=about, by=request.user, at=now(), **facts)

        row_id, _made = once(
            request.user, request.headers.get("Idempotency-Key", ""), _said(request, data), work, at=now()
        )
        told = AttachmentOut(self.get_queryset().get(pk=row_id)).data
        return Response(told, status=status.HTTP_201_CREATED)

    @extend_schema(operation_id="get_attachment", responses=AttachmentOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(AttachmentOut(one_or_404(self.get_queryset(), pk)).data)

    @extend_schema(operation_id="download_attachment", responses={(200, "*/*"): OpenApiTypes.BINARY})
    def file(self, request: Request, pk: str) -> HttpResponse:
        """Who took it is written into the log of the case first."""
        row = one_or_404(self.get_queryset(), pk)
        response = HttpResponse(download_attachment(row, by=request.user, at=now()), content_type=row.media_type)
        response["Content-Disposition"] = content_disposition_header(True, row.file_name)
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "no-store"
        return response

    @extend_schema(operation_id="withdraw_attachment", request=Reason, responses=AttachmentOut)
    def withdraw(self, request: Request, pk: str) -> Response:
        row = one_or_404(self.get_queryset(), pk)
        reason = given(Reason, request)["reason"]
        return Response(AttachmentOut(withdraw_attachment(row, reason=reason, by=request.user, at=now())).data)


def _said(request: Request, data: bytes) -> str:
    """What makes two uploads the same: the address, the fields, and the file itself."""
    fields = {name: value for name, value in request.data.items() if name != "file"}
    return f"{request.path}{json.dumps(fields, sort_keys=True)}{sha256(data).hexdigest()}"
