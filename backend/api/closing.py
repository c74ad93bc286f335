"""The end of a case: what is still open in it, closing, opening again, archiving, until when it is kept."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import User
from backend.api.bodies import Body, Choice, Day, Key, Text, given
from backend.api.cases import CaseTold
from backend.api.parameters import IDEMPOTENCY_KEY
from backend.api.repeats import answered_once
from backend.api.resources import Face, Resource
from backend.api.rows import case_or_404, one_or_404
from backend.api.told import Told
from backend.api.versions import with_etag
from backend.cases.closing import LONGEST, archive_case, change_retention, close_case, reopen_case
from backend.cases.closing_choices import CloseReason
from backend.cases.closing_models import CaseTurn
from backend.cases.models import Case
from backend.cases.still_open import Group, still_open
from backend.kernel.clock import now


class StillOpenEntry(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    words = serializers.CharField()
    at = serializers.DateTimeField(allow_null=True)
    forbids = serializers.CharField(help_text="Why the case cannot be closed while this is open, and the way out.")


class StillOpenGroup(serializers.Serializer[Any]):
    """One kind of thing that is still open. Entries that are content are told to the team only."""

    key = serializers.CharField()
    title = serializers.CharField()
    count = serializers.IntegerField()
    seen = serializers.CharField(help_text="Sent back in `leave` to say that the group is left as it was shown.")
    entries = StillOpenEntry(many=True)


class StillOpenTold(serializers.Serializer[Any]):
    groups = StillOpenGroup(many=True)


class CaseToClose(Body):
    """`leave`: of each group that is left open, its key and the `seen` that was read."""

    reason = Choice(choices=CloseReason.choices)
    words = Text(required=False, allow_blank=True, max_length=LONGEST)
    leave = serializers.DictField(child=Text(max_length=40), required=False)
    left_because = Text(required=False, allow_blank=True, max_length=LONGEST)


class CaseToReopen(Body):
    """`lead` leads it from now on; left out, whoever led it."""

    words = Text(max_length=LONGEST)
    lead = Key(required=False)


class RetentionToChange(Body):
    until = Day()
    words = Text(max_length=LONGEST)


class TurnTold(Told):
    """One turn in the life of a case; `left` counts what was left open, by group."""

    words = serializers.CharField()
    left_because = serializers.CharField()

    class Meta:
        model = CaseTurn
        fields = ["id", "case", "kind", "reason", "words", "left", "left_because", "retain_until", "at", "by"]


def _told(case: Case) -> Response:
    return with_etag(Response(CaseTold(case).data), case.version)


class ClosingOfCase(Face):
    """What is still open, and the closing itself."""

    @extend_schema(operation_id="get_still_open", summary="List what is still open in a case", responses=StillOpenTold)
    def get(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk)
        on_team = Case.objects.content_visible_to(request.user).filter(pk=case.pk).exists()
        return Response({"groups": [_group(each, on_team=on_team) for each in still_open(case, now())]})

    @extend_schema(
        operation_id="close_case", summary="Close a case", request=CaseToClose, responses=CaseTold,
        parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def post(self, request: Request, pk: str) -> Response:
        """Refused while a term of ours can still be met, and for a group that nobody left as it now stands."""
        case, facts = case_or_404(request.user, pk), given(CaseToClose, request)
        return answered_once(
            request, lambda: _told(close_case(case, facts.pop("reason"), by=request.user, at=now(), **facts))
        )


def _group(group: Group, *, on_team: bool) -> dict[str, Any]:
    entries = group.entries if on_team or not group.is_content else ()
    return {
        "key": group.key,
        "title": str(group.title),
        "count": len(group.entries),
        "seen": group.seen,
        "entries": [{"id": each.id, "words": each.words, "at": each.at, "forbids": each.forbids} for each in entries],
    }


class ReopeningOfCase(Face):
    @extend_schema(
        operation_id="reopen_case", summary="Open a closed case again", request=CaseToReopen, responses=CaseTold,
        parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def post(self, request: Request, pk: str) -> Response:
        """Its team works on it again, without those who have left the organisation; reminders come back."""
        case, facts = case_or_404(request.user, pk), given(CaseToReopen, request)
        if lead := facts.get("lead"):
            facts["lead"] = one_or_404(User.objects.visible_to(request.user), lead, field="lead")
        return answered_once(
            request, lambda: _told(reopen_case(case, facts.pop("words"), by=request.user, at=now(), **facts))
        )


class ArchivingOfCase(Face):
    @extend_schema(operation_id="archive_case", summary="Archive a closed case", request=None, responses=CaseTold)
    def post(self, request: Request, pk: str) -> Response:
        """Out of the lists, unless they are asked for archived cases. A second time changes nothing."""
        return _told(archive_case(case_or_404(request.user, pk), by=request.user, at=now()))


class RetentionOfCase(Face):
    @extend_schema(
        operation_id="change_retention", summary="Change until when a closed case is kept", request=RetentionToChange,
        responses=CaseTold,
    )  # fmt: skip
    def post(self, request: Request, pk: str) -> Response:
        case, facts = case_or_404(request.user, pk), given(RetentionToChange, request)
        return _told(change_retention(case, facts["until"], facts["words"], by=request.user, at=now()))


class TurnResource(Resource):
    """When a case was closed, archived and opened again, by whom and why; for its team."""

    serializer_class = TurnTold
    orderings = ("-at", "at")

    def rows(self) -> Any:
        return CaseTurn.objects.content_visible_to(self.request.user).select_related("case")

    @extend_schema(operation_id="list_turns_of_case", summary="List the turns of a case")
    def list(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        return self.page_of(self.rows().filter(case=case), TurnTold)
