"""Offices and days off of the caller's organisations."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from backend.accounts.keeping import add_day_off, remove_day_off
from backend.accounts.office_models import DayOff, Office
from backend.accounts.offices import change_office, close_office, open_office, reopen_office
from backend.api.bodies import Body, Choice, Day, Text, given
from backend.api.parameters import IDEMPOTENCY_KEY, IF_MATCH
from backend.api.repeats import answered_once
from backend.api.resources import Face, Resource
from backend.api.rows import one_or_404
from backend.api.settings import organisation_or_404
from backend.api.told import Told
from backend.api.versions import expected_version, with_etag
from backend.kernel.clock import now
from backend.people.choices import REGIONS


class OfficeTold(Told):
    """An office; its address is not told, it may be a shelter's."""

    class Meta:
        model = Office
        fields = ["id", "organisation", "name", "prefix", "region", "closed_at", "version"]


class OfficeToOpen(Body):
    name = Text(max_length=120)
    prefix = Text(max_length=6)
    region = Choice(choices=REGIONS, required=False, allow_blank=True)
    address = Text(required=False, allow_blank=True, max_length=300)


class OfficeToChange(Body):
    """What is left out stays; the prefix always does."""

    name = Text(required=False, max_length=120)
    region = Choice(choices=REGIONS, required=False, allow_blank=True)
    address = Text(required=False, allow_blank=True, max_length=300)


class OfficeResource(Resource):
    """Where the caller's organisations open cases."""

    serializer_class = OfficeTold

    def rows(self) -> Any:
        return Office.objects.visible_to(self.request.user)

    @extend_schema(operation_id="list_offices", summary="List offices")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), OfficeTold)

    @extend_schema(operation_id="get_office", summary="Read an office", responses=OfficeTold)
    def retrieve(self, request: Request, pk: str) -> Response:
        office = one_or_404(self.rows(), pk)
        return with_etag(Response(OfficeTold(office).data), office.version)

    @extend_schema(
        operation_id="change_office", summary="Correct an office", request=OfficeToChange, responses=OfficeTold,
        parameters=[IF_MATCH],
    )  # fmt: skip
    def partial_update(self, request: Request, pk: str) -> Response:
        office, version = one_or_404(self.rows(), pk), expected_version(request)
        facts = given(OfficeToChange, request, partial=True)
        return self._told(change_office(office, expected_version=version, by=request.user, at=now(), **facts))

    @extend_schema(operation_id="close_office", summary="Take no new cases there", request=None, responses=OfficeTold)
    def close(self, request: Request, pk: str) -> Response:
        return self._told(close_office(one_or_404(self.rows(), pk), by=request.user, at=now()))

    @extend_schema(operation_id="reopen_office", summary="Take new cases again", request=None, responses=OfficeTold)
    def reopen(self, request: Request, pk: str) -> Response:
        return self._told(reopen_office(one_or_404(self.rows(), pk), by=request.user, at=now()))

    def _told(self, office: Office) -> Response:
        return with_etag(Response(OfficeTold(office).data), office.version)


class OfficesOfOrganisation(Face):
    @extend_schema(
        operation_id="open_office", summary="Open an office", request=OfficeToOpen, responses={201: OfficeTold},
        parameters=[IDEMPOTENCY_KEY],
    )  # fmt: skip
    def post(self, request: Request, pk: str) -> Response:
        organisation, facts = organisation_or_404(request, pk), given(OfficeToOpen, request)

        def work() -> Response:
            office = open_office(organisation, by=request.user, at=now(), **facts)
            return with_etag(Response(OfficeTold(office).data, status=status.HTTP_201_CREATED), office.version)

        return answered_once(request, work)


class DayOffTold(Told):
    class Meta:
        model = DayOff
        fields = ["id", "organisation", "day", "name"]


class DayOffToAdd(Body):
    day = Day()
    name = Text(required=False, allow_blank=True, max_length=120)


class DayOffResource(Resource):
    """Days on which the caller's organisations do not work. No term of the law knows of them."""

    serializer_class = DayOffTold
    orderings = ("day", "-day")

    def rows(self) -> Any:
        return DayOff.objects.visible_to(self.request.user).select_related("organisation")

    @extend_schema(operation_id="list_days_off", summary="List days off")
    def list(self, request: Request) -> Response:
        return self.page_of(self.rows(), DayOffTold)

    @extend_schema(operation_id="remove_day_off", summary="Work on that day after all", responses={204: None})
    def destroy(self, request: Request, pk: str) -> Response:
        remove_day_off(one_or_404(self.rows(), pk), by=request.user, at=now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class DaysOffOfOrganisation(Face):
    @extend_schema(
        operation_id="add_day_off", summary="Enter a day off", request=DayOffToAdd, responses={201: DayOffTold}
    )
    def post(self, request: Request, pk: str) -> Response:
        """A day that is there already stays as it is."""
        organisation, facts = organisation_or_404(request, pk), given(DayOffToAdd, request)
        row = add_day_off(organisation, facts.pop("day"), by=request.user, at=now(), **facts)
        return Response(DayOffTold(row).data, status=status.HTTP_201_CREATED)
