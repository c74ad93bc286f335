"""Cases: the list, opening one, its frame, its summary on demand."""

from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import Organisation, User
from backend.accounts.office_models import Office
from backend.api.bodies import Body, Choice, Day, Key, Text, YesNo, given
from backend.api.parameters import IDEMPOTENCY_KEY, IF_MATCH, reveal_parameter
from backend.api.queries import asked_to_reveal
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import case_or_404, one_or_404
from backend.api.taking_out import FORMAT, asked_form, file_answer, lately_confirmed_or_403, takes_any_form
from backend.api.told import Told
from backend.api.versions import expected_version, with_etag
from backend.cases import services
from backend.cases.filters import CaseOfSurvivorFilter
from backend.cases.models import Case
from backend.cases.queries import survivors_to_open_for
from backend.cases.revealing import reveal
from backend.kernel.clock import now
from backend.people.choices import REGIONS
from backend.reports.taking_out import take_out_cases


class TeamOfCase(serializers.Serializer[Any]):
    """A colleague on the team now."""

    user = serializers.UUIDField()
    name = serializers.CharField()
    role = serializers.CharField()


class CaseTold(Told):
    """The frame of a case: what its team and the coordinators of its organisation see."""

    survivor_pseudonym = serializers.CharField(source="survivor.pseudonym")
    team = serializers.SerializerMethodField()

    class Meta:
        model = Case
        fields = [
            "id", "code", "organisation", "office", "survivor", "survivor_pseudonym", "region", "opened_on", "closed_on",
            "archived_on", "retain_until", "high_risk", "team", "version",
        ]  # fmt: skip

    @extend_schema_field(TeamOfCase(many=True))
    def get_team(self, case: Case) -> list[dict[str, Any]]:
        return [
            {"user": member.user_id, "name": member.user.full_name, "role": member.role}
            for member in case.team.all()
            if member.ended_at is None
        ]


class CaseRevealed(CaseTold):
    """A case with what was asked for in `reveal`."""

    summary = serializers.CharField(required=False, help_text="Only with `?reveal=summary`.")

    class Meta(CaseTold.Meta):
        fields = [*CaseTold.Meta.fields, "summary"]


class CaseToOpen(Body):
    """`lead` is the caller unless somebody else is named; `opened_on` is today unless an earlier day is; `office` is
    the organisation's oldest unless another one that takes new cases is named."""

    organisation = Key()
    survivor = Key()
    lead = Key(required=False)
    office = Key(required=False)
    opened_on = Day(required=False)
    region = Choice(choices=REGIONS, required=False, allow_blank=True)
    summary = Text(required=False, allow_blank=True, max_length=20000)
    high_risk = YesNo(required=False)


class CaseToChange(Body):
    """The facts to change; what is left out stays as it is."""

    region = Choice(choices=REGIONS, required=False, allow_blank=True)
    summary = Text(required=False, allow_blank=True, max_length=20000)
    high_risk = YesNo(required=False)


class CaseResource(Resource):
    """The cases the caller may know of; an id or a code names one."""

    serializer_class = CaseTold
    filterset_class = CaseOfSurvivorFilter
    orderings = ("-opened_on", "opened_on", "code", "-code", "id", "-id")
    parameters = {"list": {"format"}, "retrieve": {"reveal"}}
    lookup_value_regex = r"[^/]+"

    def rows(self) -> Any:
        return Case.objects.visible_to(self.request.user).for_lists()

    def _told(self, case: Case) -> dict[str, Any]:
        return dict(CaseTold(self.rows().get(pk=case.pk)).data)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        return super().perform_content_negotiation(request, takes_any_form(request, force=force))

    @extend_schema(operation_id="list_cases", summary="List cases", parameters=[FORMAT])
    def list(self, request: Request) -> HttpResponseBase:
        """Archived cases are told when `state` or `q` asks for them."""
        if form := asked_form(request):
            lately_confirmed_or_403(request)
            cases = self.filter_queryset(Case.objects.visible_to(request.user))
            return file_answer(take_out_cases(cases, form, by=request.user, at=now()))
        return self.page_of(self.rows(), CaseTold)

    @extend_schema(
        operation_id="open_case", summary="Open a case", request=CaseToOpen, responses={201: CaseTold},
        parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request) -> Response:
        facts = given(CaseToOpen, request)
        organisation = one_or_404(
            Organisation.objects.visible_to(request.user), facts.pop("organisation"), field="organisation"
        )
        survivor = one_or_404(survivors_to_open_for(request.user), facts.pop("survivor"), field="survivor")
        if lead := facts.pop("lead", None):
            facts["lead"] = one_or_404(User.objects.visible_to(request.user), lead, field="lead")
        if office := facts.pop("office", None):
            facts["office"] = one_or_404(Office.objects.visible_to(request.user), office, field="office")

        def work() -> Response:
            case = services.open_case(organisation, survivor, by=request.user, at=now(), **facts)
            return with_etag(Response(self._told(case), status=status.HTTP_201_CREATED), case.version)

        return answered_once(request, work)

    @extend_schema(
        operation_id="get_case", summary="Read a case", responses=CaseRevealed,
        parameters=[reveal_parameter(*Case.REVEALED)],
    )  # fmt: skip
    def retrieve(self, request: Request, pk: str) -> Response:
        """The frame of the case. A look by its team is a line of its log, as on its page."""
        names = asked_to_reveal(request, Case.REVEALED)
        case = case_or_404(request.user, pk)
        body = self._told(case)
        if names:
            body |= reveal(case, names, case=case, by=request.user, at=now())
        elif Case.objects.content_visible_to(request.user).filter(pk=case.pk).exists():
            services.note(case, "case.viewed", by=request.user, at=now())
        return with_etag(Response(body), body["version"])

    @extend_schema(
        operation_id="change_case", summary="Change a case", request=CaseToChange, responses=CaseTold,
        parameters=[IF_MATCH],
    )  # fmt: skip
    def partial_update(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        facts = given(CaseToChange, request, partial=True)
        case = services.update_case(
            case, expected_version=expected_version(request), by=request.user, at=now(), **facts
        )
        return with_etag(Response(self._told(case)), case.version)
