"""Notes of the team: those the caller may read, no others."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import User
from backend.api.proceedings import do_once, given
from backend.api.rows import case_or_404, one_or_404
from backend.api.versions import expected_version, with_etag
from backend.cases.notes import LONGEST, correct_note, write_note
from backend.cases.work_choices import Readers
from backend.cases.work_models import Note
from backend.kernel.clock import now


class EarlierTextOut(serializers.Serializer[Any]):
    text = serializers.CharField()
    replaced_at = serializers.DateTimeField()


class NoteOut(serializers.ModelSerializer[Note]):
    text = serializers.CharField()
    mentioned = serializers.SerializerMethodField()
    earlier_texts = EarlierTextOut(many=True)

    class Meta:
        model = Note
        fields = [
            "id", "case", "author", "readers", "text", "mentioned", "written_at", "corrected_at", "earlier_texts",
            "version",
        ]  # fmt: skip

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_mentioned(self, note: Note) -> list[str]:
        return [str(mention.user_id) for mention in note.mentions.all()]


class NoteIn(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=LONGEST)
    readers = serializers.ChoiceField(choices=Readers.choices, required=False, default=Readers.TEAM)
    mentioned = serializers.ListField(child=serializers.UUIDField(), required=False, default=list)


def _facts(request: Request) -> dict[str, Any]:
    facts = given(NoteIn, request)
    colleagues = User.objects.visible_to(request.user)
    facts["mentioned"] = [one_or_404(colleagues, key) for key in facts["mentioned"]]
    return facts


class Notes(viewsets.GenericViewSet[Note]):
    serializer_class = NoteOut

    def get_queryset(self) -> Any:
        rows = Note.objects.content_visible_to(self.request.user).select_related("case")
        return rows.prefetch_related("mentions", "earlier_texts__note__case")

    @extend_schema(operation_id="list_notes", responses=NoteOut(many=True))
    def list(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        page = self.paginate_queryset(self.get_queryset().filter(case=case))
        return self.get_paginated_response(NoteOut(page, many=True).data)

    @extend_schema(operation_id="write_note", request=NoteIn, responses={201: NoteOut})
    def create(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        facts = _facts(request)
        row_id, code = do_once(request, lambda: write_note(case, facts.pop("text"), by=request.user, at=now(), **facts))
        row = self.get_queryset().get(pk=row_id)
        return with_etag(Response(NoteOut(row).data, status=code), row.version)

    @extend_schema(operation_id="get_note", responses=NoteOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        row = one_or_404(self.get_queryset(), pk)
        return with_etag(Response(NoteOut(row).data), row.version)

    @extend_schema(operation_id="correct_note", request=NoteIn, responses=NoteOut)
    def update(self, request: Request, pk: str) -> Response:
        row = one_or_404(self.get_queryset(), pk)
        version, facts = expected_version(request), _facts(request)
        row = correct_note(row, facts.pop("text"), expected_version=version, by=request.user, at=now(), **facts)
        return with_etag(Response(NoteOut(self.get_queryset().get(pk=row.pk)).data), row.version)
