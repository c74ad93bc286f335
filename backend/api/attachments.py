"""Files attached to a case: sent as multipart, listed, handed out, withdrawn."""

import json
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Body, Choice, Key, Text, given
from backend.api.parameters import IDEMPOTENCY_KEY
from backend.api.parsing import StrictJson
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import case_or_404, one_or_404
from backend.api.told import Told
from backend.cases.models import Incident
from backend.documents.attachment_models import Attachment, AttachmentKind
from backend.documents.attachments import attach, download_attachment, too_large, withdraw_attachment
from backend.kernel.clock import now
from backend.proceedings.models import Event, Hearing

ABOUT = {"event": Event, "hearing": Hearing, "incident": Incident}


class AttachmentTold(Told):
    """`size` and `sha256` are of the file as it is handed out, without what the phone had written into it."""

    file_name = serializers.CharField()
    size = serializers.IntegerField(source="file.size")
    sha256 = serializers.CharField(source="file.sha256")
    remark = serializers.CharField()
    withdrawn_because = serializers.CharField()

    class Meta:
        model = Attachment
        fields = [
            "id", "case", "kind", "number", "file_name", "media_type", "size", "sha256", "taken_at", "remark", "event",
            "hearing", "incident", "added_at", "added_by", "withdrawn_at", "withdrawn_by", "withdrawn_because",
        ]  # fmt: skip


class FileToAttach(Body):
    """JPEG, PNG, HEIC, WEBP, PDF or DOCX up to 25 MB, known by its content. It may belong to one thing of the case."""

    file = serializers.FileField(allow_empty_file=True)
    kind = Choice(choices=AttachmentKind.choices)
    remark = Text(required=False, allow_blank=True, max_length=1000)
    event = Key(required=False)
    hearing = Key(required=False)
    incident = Key(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        named = [name for name in ABOUT if name in attrs]
        if len(named) > 1:
            raise serializers.ValidationError({named[1]: _("A file belongs to one thing.")})
        return attrs


class WhyWithdrawn(Body):
    reason = Text(max_length=1000)


class AttachmentOfCaseResource(Resource):
    """Photos of papers and answers of bodies, sealed with the survivor's key."""

    serializer_class = AttachmentTold
    parser_classes = [StrictJson, MultiPartParser]
    orderings = ("-added_at", "added_at")

    def rows(self) -> Any:
        return Attachment.objects.content_visible_to(self.request.user).select_related("case", "file")

    @extend_schema(operation_id="list_attachments", summary="List the files of a case")
    def list(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        return self.page_of(self.rows().filter(case=case), AttachmentTold)

    @extend_schema(
        operation_id="attach_file", summary="Attach a file", request={"multipart/form-data": FileToAttach},
        responses={201: AttachmentTold}, parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request, pk: str) -> Response:
        """Where a photo was taken is removed from it; when, is kept beside it. What the file was called is not kept."""
        case = case_or_404(request.user, pk, content=True)
        facts = given(FileToAttach, request)
        data, about = _whole(facts.pop("file")), None
        for name, model in ABOUT.items():
            if key := facts.pop(name, None):
                about = one_or_404(model.objects.content_visible_to(request.user), key, field=name)

        def work() -> Response:
            row = attach(case, data, about=about, by=request.user, at=now(), **facts)
            return Response(AttachmentTold(row).data, status=status.HTTP_201_CREATED)

        return answered_once(request, work, said=_said(request, data))


class AttachmentResource(Resource):
    """One attached file of the cases on whose team the caller is."""

    serializer_class = AttachmentTold

    def rows(self) -> Any:
        return Attachment.objects.content_visible_to(self.request.user).select_related("case", "file")

    @extend_schema(operation_id="get_attachment", summary="Read what is known of a file", responses=AttachmentTold)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(AttachmentTold(one_or_404(self.rows(), pk)).data)

    @extend_schema(
        operation_id="download_attachment", summary="Download a file",
        responses={(200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY, "The file.")},
    )  # fmt: skip
    def file(self, request: Request, pk: str) -> HttpResponse:
        """Who took it is written into the log of the case first."""
        row = one_or_404(self.rows(), pk)
        response = HttpResponse(download_attachment(row, by=request.user, at=now()), content_type=row.media_type)
        response["Content-Disposition"] = content_disposition_header(True, row.file_name)
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "no-store"
        return response

    @extend_schema(
        operation_id="withdraw_attachment", summary="Withdraw a file", request=WhyWithdrawn, responses=AttachmentTold
    )
    def withdraw(self, request: Request, pk: str) -> Response:
        """It is kept, and no longer handed out."""
        row = one_or_404(self.rows(), pk)
        reason = given(WhyWithdrawn, request)["reason"]
        return Response(AttachmentTold(withdraw_attachment(row, reason=reason, by=request.user, at=now())).data)


def _whole(file: UploadedFile) -> bytes:
    if getattr(file, "too_large", False):
        raise too_large()
    return file.read()


def _said(request: Request, data: bytes) -> str:
    """What makes two uploads the same: the fields, and the file itself."""
    told: Any = request.data
    fields = {name: value for name, value in told.items() if name != "file"}
    return f"{json.dumps(fields, sort_keys=True)}{sha256(data).hexdigest()}"
