"""The contact log of a case."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import User
from backend.api.bodies import Body, Choice, Key, Moment, Text, given
from backend.api.parameters import IDEMPOTENCY_KEY
from backend.api.repeats import answered_once
from backend.api.resources import Resource
from backend.api.rows import case_or_404, one_or_404
from backend.api.told import Told
from backend.cases.contacts import record_contact
from backend.cases.services import note as write_log
from backend.cases.work_choices import CHANNELS, Direction, Rules, SpokenWith
from backend.cases.work_models import Contact
from backend.kernel.clock import now


class ContactTold(Told):
    agreed = serializers.CharField()
    rules_remark = serializers.CharField()

    class Meta:
        model = Contact
        fields = [
            "id", "case", "happened_at", "channel", "direction", "spoken_with", "spoken_by", "agreed", "rules",
            "rules_remark", "next_at", "recorded_at", "recorded_by",
        ]  # fmt: skip


class ContactToRecord(Body):
    """Read her safe-contact rules first. `next_at` plans the next contact, which becomes a task of whoever spoke."""

    happened_at = Moment()
    channel = Choice(choices=CHANNELS)
    direction = Choice(choices=Direction.choices)
    spoken_with = Choice(choices=SpokenWith.choices)
    spoken_by = Key(required=False, allow_null=True)
    agreed = Text(required=False, allow_blank=True, max_length=5000)
    rules = Choice(choices=Rules.choices)
    rules_remark = Text(required=False, allow_blank=True, max_length=1000)
    next_at = Moment(required=False, allow_null=True)


class ContactResource(Resource):
    """Who spoke with her when, what was agreed, and when the next contact is: for the team."""

    serializer_class = ContactTold
    orderings = ("-happened_at", "happened_at")

    def rows(self) -> Any:
        return Contact.objects.content_visible_to(self.request.user).select_related("case")

    @extend_schema(operation_id="list_contacts", summary="Read the contact log of a case")
    def list(self, request: Request, pk: str) -> Response:
        """That the log was read is written into the log of the case."""
        case = case_or_404(request.user, pk, content=True)
        write_log(case, "case.viewed", by=request.user, at=now())
        return self.page_of(self.rows().filter(case=case), ContactTold)

    @extend_schema(
        operation_id="record_contact", summary="Record a contact", request=ContactToRecord,
        responses={201: ContactTold}, parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def create(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        facts = given(ContactToRecord, request)
        if spoken_by := facts.get("spoken_by"):
            facts["spoken_by"] = one_or_404(User.objects.visible_to(request.user), spoken_by, field="spoken_by")

        def work() -> Response:
            contact = record_contact(case, by=request.user, at=now(), **facts)
            return Response(ContactTold(contact).data, status=status.HTTP_201_CREATED)

        return answered_once(request, work)
