"""Organisations, colleagues, roles and invitations."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts import services
from backend.accounts.filters import InvitationFilter, MembershipFilter, UserFilter
from backend.accounts.models import Invitation, Membership, Organisation, User
from backend.accounts.roles import Role
from backend.api.bodies import Body, Choice, Key, Mail, given
from backend.api.resources import Face, Resource
from backend.api.rows import one_or_404
from backend.api.told import Told
from backend.api.versions import with_etag
from backend.kernel.clock import now


class OrganisationTold(Told):
    class Meta:
        model = Organisation
        fields = ["id", "short_name", "name", "name_kk", "region", "version"]


class OrganisationResource(Resource):
    """The organisations the caller belongs to. Their addresses are not told: one may be a shelter's."""

    serializer_class = OrganisationTold

    def rows(self) -> Any:
        return Organisation.objects.visible_to(self.request.user)

    @extend_schema(operation_id="list_organisations", summary="List organisations")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), OrganisationTold)

    @extend_schema(operation_id="get_organisation", summary="Read an organisation", responses=OrganisationTold)
    def retrieve(self, request: Request, pk: str) -> Response:
        organisation = one_or_404(self.rows(), pk)
        return with_etag(Response(OrganisationTold(organisation).data), organisation.version)


class UserTold(Told):
    class Meta:
        model = User
        fields = ["id", "full_name", "is_active"]


class UserResource(Resource):
    """The caller and her colleagues."""

    serializer_class = UserTold
    filterset_class = UserFilter

    def rows(self) -> Any:
        return User.objects.visible_to(self.request.user)

    @extend_schema(operation_id="list_users", summary="List colleagues")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), UserTold)

    @extend_schema(operation_id="get_user", summary="Read a colleague", responses=UserTold)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(UserTold(one_or_404(self.rows(), pk)).data)


class MembershipTold(Told):
    class Meta:
        model = Membership
        fields = [
            "id", "organisation", "user", "role", "started_at", "ended_at", "oath_version", "oath_accepted_at",
        ]  # fmt: skip


class MembershipResource(Resource):
    """Who has which role in the caller's organisations."""

    serializer_class = MembershipTold
    filterset_class = MembershipFilter

    def rows(self) -> Any:
        return Membership.objects.visible_to(self.request.user)

    @extend_schema(operation_id="list_memberships", summary="List memberships")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), MembershipTold)

    @extend_schema(operation_id="get_membership", summary="Read a membership", responses=MembershipTold)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(MembershipTold(one_or_404(self.rows(), pk)).data)


class InvitationTold(Told):
    class Meta:
        model = Invitation
        fields = [
            "id", "organisation", "email", "role", "invited_by", "invited_at", "expires_at", "accepted_at",
            "accepted_by", "withdrawn_at",
        ]  # fmt: skip


class InvitationMade(InvitationTold):
    """An invitation with its link, which is told this once and kept nowhere."""

    link = serializers.URLField()

    class Meta(InvitationTold.Meta):
        fields = [*InvitationTold.Meta.fields, "link"]


class InvitationToMake(Body):
    """Whom to let in, where, in which role."""

    organisation = Key()
    email = Mail(max_length=254)
    role = Choice(choices=Role.choices)


class InvitationResource(Resource):
    """Invitations of the organisations into which the caller may let people in; they hold addresses of mail."""

    serializer_class = InvitationTold
    filterset_class = InvitationFilter
    orderings = ("-invited_at", "invited_at")

    def rows(self) -> Any:
        return Invitation.objects.visible_to(self.request.user).defer("secret_hash")

    @extend_schema(operation_id="list_invitations", summary="List invitations")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), InvitationTold)

    @extend_schema(operation_id="get_invitation", summary="Read an invitation", responses=InvitationTold)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(InvitationTold(one_or_404(self.rows(), pk)).data)

    @extend_schema(
        operation_id="invite", summary="Invite a colleague", request=InvitationToMake, responses={201: InvitationMade}
    )
    def create(self, request: Request) -> Response:
        """The link lets one person in, once, for a week. It is not kept, so a lost one is made anew."""
        facts = given(InvitationToMake, request)
        organisation = one_or_404(
            Organisation.objects.visible_to(request.user), facts["organisation"], field="organisation"
        )
        invitation, secret = services.invite(organisation, facts["email"], facts["role"], by=request.user, at=now())
        link = request.build_absolute_uri(reverse("web:join", args=[secret]))
        return Response(InvitationTold(invitation).data | {"link": link}, status=status.HTTP_201_CREATED)

    @extend_schema(
        operation_id="withdraw_invitation", summary="Withdraw an invitation", request=None, responses=InvitationTold
    )
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Its link opens nothing from then on; a second time changes nothing."""
        invitation = one_or_404(self.rows(), pk)
        return Response(InvitationTold(services.withdraw_invitation(invitation, by=request.user, at=now())).data)


class RoleTold(serializers.Serializer[Any]):
    organisation = serializers.UUIDField()
    role = serializers.ChoiceField(choices=Role.choices)


class MeTold(serializers.Serializer[Any]):
    """The caller, and where she works in which role; no memberships means that every list is empty."""

    id = serializers.UUIDField()
    full_name = serializers.CharField()
    email = serializers.EmailField()
    language = serializers.CharField(help_text="What the API answers in when a request asks for no language.")
    memberships = RoleTold(many=True)


class Me(Face):
    """Who the caller is."""

    before_content = False

    @extend_schema(operation_id="get_me", summary="Who am I", responses=MeTold)
    def get(self, request: Request) -> Response:
        user: Any = request.user
        roles = Membership.objects.visible_to(user).filter(user=user, ended_at=None).values("organisation", "role")
        told = {"id": user.pk, "full_name": user.full_name, "email": user.email, "language": user.language}
        return Response(told | {"memberships": list(roles)})
