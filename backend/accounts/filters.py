"""How colleagues, their roles and invitations are asked for."""

from typing import Any

import django_filters as df

from backend.accounts.models import Invitation, Membership, User
from backend.accounts.roles import Role
from backend.kernel.filters import YesNoFilter


class UserFilter(df.FilterSet):
    """Colleagues of one organisation."""

    organisation = df.UUIDFilter(method="of_organisation")
    is_active = YesNoFilter()

    class Meta:
        model = User
        fields: list[str] = []

    def of_organisation(self, users: Any, _name: str, organisation: Any) -> Any:
        members = Membership.objects.visible_to(self.request.user).filter(organisation=organisation, ended_at=None)
        return users.filter(pk__in=members.values("user"))


class MembershipFilter(df.FilterSet):
    """Who has which role where; `current` leaves out those that have ended."""

    organisation = df.UUIDFilter(field_name="organisation_id")
    user = df.UUIDFilter(field_name="user_id")
    role = df.ChoiceFilter(choices=Role.choices)
    current = YesNoFilter(field_name="ended_at", lookup_expr="isnull")

    class Meta:
        model = Membership
        fields: list[str] = []


class InvitationFilter(df.FilterSet):
    """Invitations of an organisation, and whether they were accepted."""

    organisation = df.UUIDFilter(field_name="organisation_id")
    accepted = YesNoFilter(field_name="accepted_at", lookup_expr="isnull", exclude=True)

    class Meta:
        model = Invitation
        fields: list[str] = []
