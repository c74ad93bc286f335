"""The figures of the outcomes page."""

import dataclasses
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Body, Choice, Day
from backend.api.queries import BadQuery
from backend.api.resources import Face
from backend.api.taking_out import FORMAT, asked_form, file_answer, lately_confirmed_or_403, takes_any_form
from backend.kernel.clock import now
from backend.people.choices import REGIONS
from backend.reports.outcomes import outcomes
from backend.reports.taking_out import take_out_outcomes


class Period(Body):
    """Both days belong to the period; without them it has no end."""

    since = Day(required=False, help_text="The first day, like 2026-01-01.")
    until = Day(required=False, help_text="The last day, like 2026-12-31.")
    region = Choice(choices=REGIONS, required=False, help_text="Cases of one region.")


class Counts(serializers.DictField):
    child = serializers.IntegerField()


class CountsBy(serializers.DictField):
    child = Counts()


class OutcomesTold(serializers.Serializer[Any]):
    """Figures of people, not of rulings: one convicted twice in a case is one person."""

    convicted = serializers.IntegerField()
    held_liable = serializers.IntegerField(help_text="Convicted, arrested, fined, put to community work, or warned.")
    by_outcome = Counts()
    by_route = CountsBy()
    by_region = Counts()
    by_year = Counts()
    funnel = Counts(help_text="Of the reports: how far they came. The funnel counts proceedings, not people.")
    funnel_by_region = CountsBy()
    funnel_by_article = CountsBy()
    lost = CountsBy(help_text="Where the reports that did not go on ended.")


class OutcomesReport(Face):
    """A coordinator's whole organisation, anybody else's own cases."""

    parameters = {"get": {"since", "until", "region", "format"}}

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        return super().perform_content_negotiation(request, takes_any_form(request, force=force))

    @extend_schema(
        operation_id="report_outcomes", summary="How proceedings ended", parameters=[Period, FORMAT],
        responses=OutcomesTold,
    )  # fmt: skip
    def get(self, request: Request) -> HttpResponseBase:
        form = asked_form(request)
        asked = Period(data={name: told for name, told in request.query_params.items() if name != "format"})
        if not asked.is_valid():
            raise BadQuery({name: [str(text) for text in texts] for name, texts in asked.errors.items()})
        period = asked.validated_data
        if period.get("since") and period.get("until") and period["since"] > period["until"]:
            raise BadQuery({"until": [_("The period ends before it begins.")]})
        if form:
            lately_confirmed_or_403(request)
            return file_answer(take_out_outcomes(form, by=request.user, at=now(), **period))
        return Response(dataclasses.asdict(outcomes(request.user, **period)))
