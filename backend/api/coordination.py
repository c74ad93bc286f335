"""What coordinators look over: who carries how much, and which cases may slip out of sight."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.policies import organisations_whose_load_shows
from backend.accounts.roles import Role
from backend.accounts.threshold import current_memberships
from backend.api.cases import CaseTold
from backend.api.resources import Face, Resource
from backend.cases.models import Case
from backend.kernel.clock import now
from backend.kernel.errors import NotAllowed
from backend.reports.attention import KINDS, cases_needing, count_attention
from backend.reports.load import Load, load_in


class LoadTold(serializers.Serializer[Any]):
    """What one colleague carries in the open cases of one organisation. Deadlines and hearings: within 14 days."""

    organisation = serializers.UUIDField()
    user = serializers.UUIDField()
    name = serializers.CharField()
    role = serializers.ChoiceField(choices=Role.choices)
    cases_led = serializers.IntegerField()
    cases_second = serializers.IntegerField()
    cases_member = serializers.IntegerField()
    tasks = serializers.IntegerField(help_text="Open tasks given to her.")
    tasks_overdue = serializers.IntegerField()
    deadlines = serializers.IntegerField(help_text="Ours, of the cases she leads or is second of; missed ones too.")
    hearings = serializers.IntegerField(help_text="Those she attends; where nobody was named, of the cases she leads.")
    last_worked_on = serializers.DateField(allow_null=True, help_text="The day of her last line in the log.")


class AttentionTold(serializers.Serializer[Any]):
    """How many open cases stand on each list."""

    no_lawyer = serializers.IntegerField(help_text="Nobody leads it, or no lawyer is on its team.")
    no_next_date = serializers.IntegerField(help_text="No deadline runs, no hearing is ahead, nothing is planned.")
    not_opened = serializers.IntegerField(help_text="Nobody looked into it or changed anything for 30 days.")


class CaseNeedingAttention(CaseTold):
    """The frame of a case, and since when nobody has opened it."""

    last_opened_at = serializers.SerializerMethodField()

    class Meta(CaseTold.Meta):
        fields = [*CaseTold.Meta.fields, "last_opened_at"]

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_last_opened_at(self, case: Any) -> Any:
        return case.last_opened_at


class LoadReport(Face):
    @extend_schema(operation_id="report_load", summary="How much each colleague carries", responses=LoadTold(many=True))
    def get(self, request: Request) -> Response:
        """Of the organisations where the caller may see it; whoever has most open cases first."""
        rows = organisations_whose_load_shows(current_memberships(request.user))
        if not rows:
            raise NotAllowed(_("Only coordinators are told this."))
        moment = now()
        return Response([_told(row.pk, load) for row in rows for load in load_in(row, moment)])


class AttentionReport(Face):
    @extend_schema(
        operation_id="report_attention", summary="How many cases may slip out of sight", responses=AttentionTold
    )
    def get(self, request: Request) -> Response:
        _coordinated(request)
        return Response(count_attention(request.user, now()))


class CasesNeedingAttention(Resource):
    """One of the lists; `kind` is no_lawyer, no_next_date or not_opened."""

    serializer_class = CaseNeedingAttention
    model = Case
    orderings = ("-opened_on", "opened_on")

    @extend_schema(operation_id="list_cases_needing_attention", summary="List cases that may slip out of sight")
    def list(self, request: Request, kind: str) -> Response:
        _coordinated(request)
        if kind not in KINDS:
            raise Http404
        rows = cases_needing(kind, request.user, now()).defer("summary").select_related("survivor")
        return self.page_of(rows.prefetch_related("team__user"), CaseNeedingAttention)


def _coordinated(request: Request) -> list[Any]:
    user: Any = request.user
    organisations: list[Any] = user.organisations_as(Role.COORDINATOR)
    if not organisations:
        raise NotAllowed(_("Only coordinators are told this."))
    return organisations


def _told(organisation_id: Any, load: Load) -> dict[str, Any]:
    return {
        "organisation": organisation_id,
        "user": load.user.pk,
        "name": load.user.full_name,
        "role": load.role,
        "cases_led": load.cases.get("lead", 0),
        "cases_second": load.cases.get("second", 0),
        "cases_member": load.cases.get("member", 0),
        "tasks": load.tasks,
        "tasks_overdue": load.tasks_overdue,
        "deadlines": load.deadlines,
        "hearings": load.hearings,
        "last_worked_on": load.last_worked_on,
    }
