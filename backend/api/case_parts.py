"""What hangs on one case: its team, its timeline, and who looked at it."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import User
from backend.api.bodies import Body, Choice, Key, given
from backend.api.parameters import IDEMPOTENCY_KEY
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import case_or_404, one_or_404
from backend.api.told import Told
from backend.audit.models import AuditEntry
from backend.audit.queries import entries_of_case
from backend.cases.choices import TeamRole
from backend.cases.models import TeamMember
from backend.cases.queries import people_of
from backend.cases.teams import add_to_team, leave_team, remove_from_team
from backend.kernel.clock import now
from backend.proceedings.models import Event
from backend.proceedings.timeline import timeline_of

WITHOUT_LEAD = OpenApiParameter(
    "without_lead", OpenApiTypes.BOOL,
    description="`true` from a lead who leaves: she knows that nobody leads the case then. Left out, it is a 409.",
)  # fmt: skip


class TeamMemberTold(Told):
    name = serializers.CharField(source="user.full_name")

    class Meta:
        model = TeamMember
        fields = ["id", "user", "name", "role", "started_at"]


class TeamMemberToAdd(Body):
    """A colleague; a new lead or second takes the place of the one there was, who stays on the team."""

    user = Key()
    role = Choice(choices=TeamRole.choices)


class TeamResource(Resource):
    """Who is on the team of a case now."""

    serializer_class = TeamMemberTold
    orderings = ("started_at", "-started_at")
    parameters = {"destroy": {"without_lead"}}

    def rows(self) -> Any:
        return TeamMember.objects.visible_to(self.request.user).current().select_related("user")

    @extend_schema(operation_id="list_team", summary="List the team of a case")
    def list(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk)
        return self.page_of(self.rows().filter(case=case), TeamMemberTold)

    @extend_schema(
        operation_id="add_to_team", summary="Put a colleague on the team", request=TeamMemberToAdd,
        responses={201: TeamMemberTold}, parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk)
        facts = given(TeamMemberToAdd, request)
        user = one_or_404(User.objects.visible_to(request.user), facts["user"], field="user")

        def work() -> Response:
            member = add_to_team(case, user, facts["role"], by=request.user, at=now())
            return Response(TeamMemberTold(member).data, status=status.HTTP_201_CREATED)

        return answered_once(request, work)

    @extend_schema(
        operation_id="remove_from_team", summary="Take somebody off the team", request=None, responses={204: None},
        parameters=[WITHOUT_LEAD],
    )  # fmt: skip
    def destroy(self, request: Request, pk: str, user: str) -> Response:
        """A colleague, by the lead or a coordinator; or oneself, who then sees no more than her role shows."""
        case = case_or_404(request.user, pk)
        leaving = one_or_404(User.objects.visible_to(request.user), user)
        if leaving.pk == request.user.pk:
            knows = request.query_params.get("without_lead") == "true"
            leave_team(case, by=request.user, at=now(), without_lead=knows)
        else:
            remove_from_team(case, leaving, by=request.user, at=now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class EntryTold(serializers.Serializer[Any]):
    """One point of the line of a case; read the thing itself for more."""

    at = serializers.DateTimeField()
    id = serializers.UUIDField()
    type = serializers.ChoiceField(choices=["incident", "event", "hearing"])
    kind = serializers.CharField(help_text="The event's kind, the hearing's status, or the kinds of violence.")
    proceeding = serializers.UUIDField(allow_null=True)


class TimelineResource(Resource):
    """All that happened in one case: acts of violence, standing events, sittings in court."""

    serializer_class = EntryTold
    model = Event
    orderings = ("-at", "at")

    @extend_schema(operation_id="list_timeline", summary="Read the timeline of a case")
    def list(self, request: Request, pk: str) -> Response:
        return self.page_of(timeline_of(case_or_404(request.user, pk, content=True)), EntryTold)


class LineOfLog(Told):
    """Who did or looked at what: ids and names of fields, never what stands in them."""

    by_name = serializers.SerializerMethodField()
    sentence = serializers.CharField(help_text="What was done, in the caller's language.")

    class Meta:
        model = AuditEntry
        fields = ["id", "at", "by", "by_name", "verb", "sentence", "subject", "detail"]

    def get_by_name(self, entry: AuditEntry) -> str:
        return entry.by.full_name if entry.by else ""


class AccessLogResource(Resource):
    """What was done in a case and who looked at what, for its team."""

    serializer_class = LineOfLog
    orderings = ("-at", "at")

    @extend_schema(operation_id="list_access_log", summary="Read the log of a case")
    def list(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        return self.page_of(entries_of_case(case.pk, people_of(case)), LineOfLog)
