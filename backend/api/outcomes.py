"""The figures of the outcomes page."""

import dataclasses
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from backend.api.bodies import Body, Choice, Day
from backend.api.queries import BadQuery
from backend.api.resources import Face
from backend.people.choices import REGIONS
from backend.reports.outcomes import outcomes


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

    parameters = {"get": {"since", "until", "region"}}

    @extend_schema(
        operation_id="report_outcomes", summary="How proceedings ended", parameters=[Period], responses=OutcomesTold
    )
    def get(self, request: Request) -> Response:
        asked = Period(data=request.query_params.dict())
        if not asked.is_valid():
            raise BadQuery({name: [str(text) for text in texts] for name, texts in asked.errors.items()})
        period = asked.validated_data
        if period.get("since") and period.get("until") and period["since"] > period["until"]:
            raise BadQuery({"until": [_("The period ends before it begins.")]})
        return Response(dataclasses.asdict(outcomes(request.user, **period)))
