"""Access by stating a reason, and the log of access of a case."""

import json
from typing import Any

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core import ratelimit
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Body, Number, Text, given
from backend.api.parameters import IDEMPOTENCY_KEY
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import case_or_404, is_open_to, one_or_404
from backend.api.told import Told
from backend.audit.filters import AccessFilter
from backend.audit.models import AuditEntry
from backend.audit.queries import accesses_of_case
from backend.audit.verbs import ACCESSES
from backend.cases.access import HOURS, LONGEST_REASON, USUAL, break_glass, end_access
from backend.cases.access_models import AccessGrant
from backend.cases.models import Case
from backend.cases.policies import may_break_glass, may_read_access_log
from backend.kernel.clock import now
from backend.kernel.errors import InvalidInput, NotAllowed

KIND_OF = {verb: kind for kind, verbs in ACCESSES.items() for verb in verbs}


class AccessGrantTold(Told):
    """`reason` is null for whoever sees the frame of the case alone; `ended_at` only when it ended before `until`."""

    user_name = serializers.CharField(source="user.full_name")
    reason = serializers.SerializerMethodField()

    class Meta:
        model = AccessGrant
        fields = ["id", "case", "user", "user_name", "granted_at", "until", "ended_at", "ended_by", "reason"]

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_reason(self, grant: AccessGrant) -> str | None:
        return grant.reason if self.context.get("open_to_caller") else None


class AccessToTake(Body):
    """`password` is the caller's own, given anew with each access; a session that gave it minutes ago may leave it out."""

    reason = Text(max_length=LONGEST_REASON)
    hours = Number(required=False, help_text=f"One of {', '.join(map(str, HOURS))}; {USUAL} when left out.")
    password = Text(required=False, write_only=True, max_length=200, trim_whitespace=False)


class AccessGrantResource(Resource):
    """Who opened the content of a case by stating a reason: told to its lead and the coordinators."""

    serializer_class = AccessGrantTold
    orderings = ("-granted_at", "granted_at")

    def rows(self) -> Any:
        return AccessGrant.objects.visible_to(self.request.user).select_related("case", "user")

    @extend_schema(operation_id="list_access_grants", summary="List the accesses by reason to a case")
    def list(self, request: Request, pk: str) -> Response:
        case = _case_of_log(request, pk)
        return self.page_of(self.rows().filter(case=case), AccessGrantTold, context=_context(request, case))

    @extend_schema(
        operation_id="take_access", summary="Open a case by stating a reason", request=AccessToTake,
        responses={201: AccessGrantTold}, parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request, pk: str) -> Response:
        """For a coordinator off the team: reading alone, for some hours. The lead is told at once."""
        case = case_or_404(request.user, pk)
        if not may_break_glass(request.user, case):
            raise NotAllowed(_("Only a coordinator of the organisation may open a case by stating a reason."))
        facts = given(AccessToTake, request)
        _password_or_403(request, facts.pop("password", ""))

        def work() -> Response:
            grant = break_glass(case, by=request.user, at=now(), **facts)
            told = AccessGrantTold(grant, context={"open_to_caller": True})
            return Response(told.data, status=status.HTTP_201_CREATED)

        return answered_once(request, work, said=json.dumps(facts, sort_keys=True, ensure_ascii=False))

    @extend_schema(operation_id="end_access", summary="End an access by reason", request=None, responses={204: None})
    def destroy(self, request: Request, pk: str, grant: str) -> Response:
        """One's own, before its time; or, as the lead, a colleague's. A second time changes nothing."""
        case = case_or_404(request.user, pk)
        row = one_or_404(self.rows().filter(case=case), grant)
        end_access(row, by=request.user, at=now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class AccessTold(Told):
    """One look. For whoever sees the frame of the case alone, `subject` is empty and `detail` too."""

    by_name = serializers.SerializerMethodField()
    kind = serializers.SerializerMethodField()
    sentence = serializers.CharField(help_text="What was done, in the caller's language.")
    subject = serializers.SerializerMethodField()
    detail = serializers.SerializerMethodField()

    class Meta:
        model = AuditEntry
        fields = ["id", "at", "by", "by_name", "kind", "verb", "sentence", "subject", "detail"]

    def get_by_name(self, entry: AuditEntry) -> str:
        return entry.by.full_name if entry.by else ""

    @extend_schema_field(serializers.ChoiceField(choices=list(ACCESSES)))
    def get_kind(self, entry: AuditEntry) -> str:
        return KIND_OF[entry.verb]

    def get_subject(self, entry: AuditEntry) -> str:
        return entry.subject if self.context.get("open_to_caller") else ""

    def get_detail(self, entry: AuditEntry) -> dict[str, Any]:
        return entry.detail if self.context.get("open_to_caller") else {}


class AccessResource(Resource):
    """Who looked into a case, had something shown, took a file or came in by a reason: for its lead and the coordinators."""

    serializer_class = AccessTold
    filterset_class = AccessFilter
    orderings = ("-at", "at")

    @extend_schema(operation_id="list_accesses", summary="List who looked into a case")
    def list(self, request: Request, pk: str) -> Response:
        case = _case_of_log(request, pk)
        return self.page_of(accesses_of_case(case.pk), AccessTold, context=_context(request, case))


def _case_of_log(request: Request, pk: str) -> Case:
    case = case_or_404(request.user, pk)
    if not may_read_access_log(request.user, case):
        raise NotAllowed(_("Who looked into a case is for its lead and the coordinators."))
    return case


def _context(request: Request, case: Case) -> dict[str, Any]:
    return {"open_to_caller": is_open_to(request.user, case)}


def _password_or_403(request: Request, password: str) -> None:
    """A session or a token alone opens nothing: whoever holds it may not be the one it was given to."""
    plain: Any = request._request
    if not password and request.auth is None and did_recently_reauthenticate(plain):
        return
    if not password:
        raise NotAllowed(_("Send your password with it: a session or a token alone does not open a case."))
    if not ratelimit.consume(plain, action="reauthenticate", user=request.user):
        raise NotAllowed(_("Too many tries in a row. Wait five minutes and try again."))
    if not request.user.check_password(password):
        raise InvalidInput(_("This is not your password. Try again, or sign out."), field="password")
