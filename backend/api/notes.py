"""Notes of the team: those the caller may read, and no others."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import User
from backend.api.bodies import Body, Choice, Key, Text, given
from backend.api.parameters import IDEMPOTENCY_KEY, IF_MATCH, IF_NONE_MATCH
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import case_or_404, one_or_404
from backend.api.told import Told
from backend.api.versions import expected_version, unless_known, with_etag
from backend.cases.notes import LONGEST, correct_note, write_note
from backend.cases.services import note as write_log
from backend.cases.work_choices import Readers
from backend.cases.work_models import Note
from backend.kernel.clock import now


class EarlierTextTold(serializers.Serializer[Any]):
    text = serializers.CharField()
    replaced_at = serializers.DateTimeField()


class NoteTold(Told):
    """`earlier_texts` is what it said before each correction, the latest first."""

    text = serializers.CharField()
    mentioned = serializers.SerializerMethodField()
    earlier_texts = serializers.SerializerMethodField()

    class Meta:
        model = Note
        fields = [
            "id", "case", "author", "readers", "text", "mentioned", "written_at", "corrected_at", "earlier_texts",
            "version",
        ]  # fmt: skip

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_mentioned(self, note: Note) -> list[Any]:
        return [mention.user_id for mention in note.mentions.all()]

    @extend_schema_field(EarlierTextTold(many=True))
    def get_earlier_texts(self, note: Note) -> list[dict[str, Any]]:
        return [{"text": each.text, "replaced_at": each.replaced_at} for each in note.earlier_texts.all()]


class NoteToWrite(Body):
    """`mentioned` are colleagues on the team who may read the note; they are told the code of the case alone."""

    text = Text(max_length=LONGEST)
    readers = Choice(choices=Readers.choices, required=False)
    mentioned = serializers.ListField(child=Key(), required=False, max_length=50)


class NoteToCorrect(Body):
    """What is left out stays as it is."""

    text = Text(max_length=LONGEST, required=False)
    readers = Choice(choices=Readers.choices, required=False)
    mentioned = serializers.ListField(child=Key(), required=False, max_length=50)


def _facts(body: type[Body], request: Request) -> dict[str, Any]:
    facts = given(body, request)
    if "mentioned" in facts:
        colleagues = User.objects.visible_to(request.user)
        facts["mentioned"] = [one_or_404(colleagues, key, field="mentioned") for key in facts["mentioned"]]
    return facts


class NoteResource(Resource):
    """What the team writes down. Corrected by its author alone, deleted by nobody."""

    serializer_class = NoteTold
    orderings = ("-written_at", "written_at")

    def rows(self) -> Any:
        rows = Note.objects.content_visible_to(self.request.user).select_related("case")
        return rows.prefetch_related("mentions", "earlier_texts__note__case")

    @extend_schema(operation_id="list_notes", summary="Read the notes of a case")
    def list(self, request: Request, pk: str) -> Response:
        """That they were read is written into the log of the case."""
        case = case_or_404(request.user, pk, content=True)
        write_log(case, "case.viewed", by=request.user, at=now())
        return self.page_of(self.rows().filter(case=case), NoteTold)

    @extend_schema(
        operation_id="write_note", summary="Write a note", request=NoteToWrite, responses={201: NoteTold},
        parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        facts = _facts(NoteToWrite, request)

        def work() -> Response:
            note = write_note(case, facts.pop("text"), by=request.user, at=now(), **facts)
            return with_etag(Response(NoteTold(note).data, status=status.HTTP_201_CREATED), note.version)

        return answered_once(request, work)

    @extend_schema(operation_id="get_note", summary="Read a note", responses=NoteTold, parameters=[IF_NONE_MATCH])
    def retrieve(self, request: Request, pk: str) -> Response:
        note = one_or_404(self.rows(), pk)
        write_log(note.case, "case.viewed", by=request.user, at=now())
        return unless_known(request, NoteTold(note).data, note.version)

    @extend_schema(
        operation_id="correct_note", summary="Correct a note", request=NoteToCorrect, responses=NoteTold,
        parameters=[IF_MATCH],
    )  # fmt: skip
    def partial_update(self, request: Request, pk: str) -> Response:
        """What it said before stays readable."""
        note = one_or_404(self.rows(), pk)
        facts = _facts(NoteToCorrect, request)
        facts.setdefault("readers", note.readers)
        facts.setdefault("mentioned", [mention.user for mention in note.mentions.select_related("user")])
        text, version = facts.pop("text", note.text), expected_version(request)
        note = correct_note(note, text, expected_version=version, by=request.user, at=now(), **facts)
        return with_etag(Response(NoteTold(note).data), note.version)
