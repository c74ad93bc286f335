"""The settings of an organisation: how it is called, lead times, rights."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.keeping import FACTS, change_organisation, change_settings
from backend.accounts.models import Organisation
from backend.accounts.policies import may_change_settings
from backend.accounts.rights import Right, settled
from backend.accounts.roles import Role
from backend.accounts.settings import TERMS, settings_of
from backend.api.bodies import Body, Choice, Text, given
from backend.api.organisations import OrganisationTold
from backend.api.parameters import IF_MATCH
from backend.api.resources import Face
from backend.api.rows import one_or_404
from backend.api.taking_out import lately_confirmed_or_403
from backend.api.versions import expected_version, with_etag
from backend.kernel.clock import now
from backend.kernel.errors import NotAllowed
from backend.people.choices import REGIONS


class Whole(serializers.IntegerField):
    """A whole number, not a text that looks like one."""

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return data


class OrganisationToChange(Body):
    """What is left out stays. The address is taken and not told: see the organisation."""

    name = Text(required=False, max_length=FACTS["name"])
    name_kk = Text(required=False, allow_blank=True, max_length=FACTS["name_kk"])
    short_name = Text(required=False, max_length=FACTS["short_name"])
    region = Choice(choices=REGIONS, required=False, allow_blank=True)
    address = Text(required=False, allow_blank=True, max_length=FACTS["address"])
    phone = Text(required=False, allow_blank=True, max_length=FACTS["phone"])
    email = Text(required=False, allow_blank=True, max_length=FACTS["email"])


class RightsField(serializers.DictField):
    child = serializers.ListField(child=Choice(choices=Role.choices))


class SettingsTold(serializers.Serializer[Any]):
    """Lead times, years of keeping, and who may do what; the days off are a list of their own."""

    hearing_hours = serializers.ListField(child=serializers.IntegerField(), help_text="Hours before a hearing.")
    our_days = serializers.ListField(child=serializers.IntegerField(), help_text="Days before a deadline of ours.")
    overdue_days = serializers.ListField(
        child=serializers.IntegerField(), help_text="Days after an authority became late."
    )
    retention_years = serializers.IntegerField()
    rights = RightsField(help_text="Each right with the roles that have it; fixed cells are told as they are.")
    version = serializers.IntegerField(help_text="0 while nothing was set.")


class SettingsToChange(Body):
    """What is left out stays. `rights` names every role of each right it holds; fixed cells stay as they are."""

    hearing_hours = serializers.ListField(child=Whole(), required=False, max_length=20)
    our_days = serializers.ListField(child=Whole(), required=False, max_length=20)
    overdue_days = serializers.ListField(child=Whole(), required=False, max_length=20)
    retention_years = Whole(required=False)
    rights = RightsField(required=False)

    def validate_rights(self, told: dict[str, list[str]]) -> dict[str, list[str]]:
        if unknown := sorted(set(told) - set(Right.values)):
            raise serializers.ValidationError({name: [_("There is no such field here.")] for name in unknown})
        return told


def organisation_or_404(request: Request, pk: str) -> Organisation:
    """An organisation of the caller's, for whoever may set something there."""
    organisation: Organisation = one_or_404(Organisation.objects.visible_to(request.user), pk)
    if not may_change_settings(request.user, organisation.pk):
        raise NotAllowed(_("Only a coordinator changes the settings of the organisation."))
    return organisation


class SettingsOfOrganisation(Face):
    """What the coordinators of an organisation set for it."""

    @extend_schema(operation_id="get_settings", summary="Read the settings", responses=SettingsTold)
    def get(self, request: Request, pk: str) -> Response:
        return _settings(organisation_or_404(request, pk))

    @extend_schema(
        operation_id="change_settings", summary="Change the settings", request=SettingsToChange,
        responses=SettingsTold, parameters=[IF_MATCH],
    )  # fmt: skip
    def patch(self, request: Request, pk: str) -> Response:
        """Changing `rights` with a session asks for the password first, as on the page."""
        organisation = organisation_or_404(request, pk)
        facts = given(SettingsToChange, request, partial=True)
        if "rights" in facts:
            lately_confirmed_or_403(request)
            facts["rights"] = {**settings_of(organisation).rights, **facts["rights"]}
        change_settings(organisation, expected_version=expected_version(request), by=request.user, at=now(), **facts)
        return _settings(organisation)


def _settings(organisation: Organisation) -> Response:
    settings = settings_of(organisation)
    told: dict[str, Any] = {name: list(getattr(settings, name)) for name in TERMS}
    told |= {"retention_years": settings.retention_years, "version": settings.version}
    return with_etag(Response(told | {"rights": settled(settings.rights)}), settings.version)


class NameOfOrganisation(Face):
    @extend_schema(
        operation_id="change_organisation", summary="Change the name and contacts", request=OrganisationToChange,
        responses=OrganisationTold, parameters=[IF_MATCH],
    )  # fmt: skip
    def patch(self, request: Request, pk: str) -> Response:
        organisation = organisation_or_404(request, pk)
        facts = given(OrganisationToChange, request, partial=True)
        version = expected_version(request)
        row = change_organisation(organisation, expected_version=version, by=request.user, at=now(), **facts)
        return with_etag(Response(OrganisationTold(row).data), row.version)
