"""The contact log of a case."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.models import User
from backend.api.proceedings import do_once, given
from backend.api.rows import case_or_404, one_or_404
from backend.cases.contacts import record_contact
from backend.cases.work_choices import CHANNELS, Direction, Rules, SpokenWith
from backend.cases.work_models import Contact
from backend.kernel.clock import now


class ContactOut(serializers.ModelSerializer[Contact]):
    agreed = serializers.CharField()
    rules_remark = serializers.CharField()

    class Meta:
        model = Contact
        fields = [
            "id", "case", "happened_at", "channel", "direction", "spoken_with", "spoken_by", "agreed", "rules",
            "rules_remark", "next_at", "recorded_at", "recorded_by",
        ]  # fmt: skip


class ContactIn(serializers.Serializer[Any]):
    """`next_at` plans the next contact, which becomes a task of whoever spoke."""

    happened_at = serializers.DateTimeField()
    channel = serializers.ChoiceField(choices=CHANNELS)
    direction = serializers.ChoiceField(choices=Direction.choices)
    spoken_with = serializers.ChoiceField(choices=SpokenWith.choices)
    spoken_by = serializers.UUIDField(required=False)
    agreed = serializers.CharField(required=False, allow_blank=True, max_length=5000)
    rules = serializers.ChoiceField(choices=Rules.choices)
    rules_remark = serializers.CharField(required=False, allow_blank=True, max_length=1000)
    next_at = serializers.DateTimeField(required=False, allow_null=True)


class ContactsOfCase(viewsets.GenericViewSet[Contact]):
    """Who spoke with her when, what was agreed, and when the next contact is. Read the safe-contact rules first."""

    serializer_class = ContactOut

    def get_queryset(self) -> Any:
        return Contact.objects.content_visible_to(self.request.user).select_related("case")

    @extend_schema(operation_id="list_contacts", responses=ContactOut(many=True))
    def list(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        page = self.paginate_queryset(self.get_queryset().filter(case=case))
        return self.get_paginated_response(ContactOut(page, many=True).data)

    @extend_schema(operation_id="record_contact", request=ContactIn, responses={201: ContactOut})
    def create(self, request: Request, pk: str) -> Response:
        case = case_or_404(request.user, pk, content=True)
        facts = given(ContactIn, request)
        if spoken_by := facts.get("spoken_by"):
            facts["spoken_by"] = one_or_404(User.objects.visible_to(request.user), spoken_by)
        row_id, code = do_once(request, lambda: record_contact(case, by=request.user, at=now(), **facts))
        return Response(ContactOut(self.get_queryset().get(pk=row_id)).data, status=code)
